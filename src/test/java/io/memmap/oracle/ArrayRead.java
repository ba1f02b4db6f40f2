package io.memmap.oracle;

import io.memmap.testing.TaskRead;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** One read of one file through the connector; its text form says how to repeat it by hand. */
final class ArrayRead {
  /**
   * One read in eleven is a query of Spark; the others call the data source directly, which is
   * faster.
   */
  private static final int ONE_QUERY_IN = 11;

  private static final AtomicInteger READS = new AtomicInteger();

  private final Path file;
  private final String location;
  private final Map<String, String> options;

  private ArrayRead(Path file, String location, Map<String, String> options) {
    this.file = file;
    this.location = location;
    this.options = Collections.unmodifiableMap(options);
  }

  static ArrayRead of(Path file) {
    return of(file, file.toString());
  }

  /** A read of a copy of a file. */
  static ArrayRead of(Path file, String location) {
    return new ArrayRead(file, location, new LinkedHashMap<>());
  }

  /** The same read with one more option; {@code null} removes the option. */
  ArrayRead with(String option, Object value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, value.toString());
    return new ArrayRead(file, location, more);
  }

  Path file() {
    return file;
  }

  String option(String name) {
    return options.get(name);
  }

  Dataset<Row> load(SparkSession spark) {
    return reader(spark).load(location);
  }

  Dataset<Row> load(SparkSession spark, String schema) {
    return reader(spark).schema(schema).load(location);
  }

  /** Plans and runs the read; either step may throw. */
  List<Row> collect(SparkSession spark) {
    return collect(spark, null, (schema, rows) -> rows);
  }

  /** Plans and runs the read with a user schema. */
  List<Row> collect(SparkSession spark, String schema) {
    return collect(spark, StructType.fromDDL(schema), (read, rows) -> rows);
  }

  /** Applies {@code look} to the schema and the rows of the read. */
  <T> T collect(SparkSession spark, BiFunction<StructType, List<Row>, T> look) {
    return collect(spark, null, look);
  }

  private <T> T collect(
      SparkSession spark, StructType schema, BiFunction<StructType, List<Row>, T> look) {
    if (READS.incrementAndGet() % ONE_QUERY_IN == 0) {
      DataFrameReader reader = schema == null ? reader(spark) : reader(spark).schema(schema);
      Dataset<Row> rows = reader.load(location);
      return look.apply(rows.schema(), rows.collectAsList());
    }
    SparkSession.setActiveSession(spark);
    TaskRead read = new TaskRead(location, options, schema);
    return look.apply(read.schema(), read.rows());
  }

  /** The layout of the read of an array with this number of dimensions. */
  LayoutOption layout(int dimensions) {
    String layout = option("layout");
    return layout == null
        ? LayoutOption.byDefault(dimensions)
        : LayoutOption.valueOf(layout.toUpperCase(Locale.ROOT));
  }

  private DataFrameReader reader(SparkSession spark) {
    return spark.read().format("memmap").options(options);
  }

  @Override
  public String toString() {
    return file.getFileName() + " " + options;
  }
}
