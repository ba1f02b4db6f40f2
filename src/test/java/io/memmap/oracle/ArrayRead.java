package io.memmap.oracle;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One way to read one file through the connector; its text says how to do it again by hand. */
final class ArrayRead {
  private final Path file;
  private final Map<String, String> options;

  private ArrayRead(Path file, Map<String, String> options) {
    this.file = file;
    this.options = Collections.unmodifiableMap(options);
  }

  static ArrayRead of(Path file) {
    return new ArrayRead(file, new LinkedHashMap<>());
  }

  /** The same with one more option; {@code null} leaves it out. */
  ArrayRead with(String option, Object value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, value.toString());
    return new ArrayRead(file, more);
  }

  Path file() {
    return file;
  }

  String option(String name) {
    return options.get(name);
  }

  Dataset<Row> load(SparkSession spark) {
    return reader(spark).load(file.toString());
  }

  Dataset<Row> load(SparkSession spark, String schema) {
    return reader(spark).schema(schema).load(file.toString());
  }

  /** Planning and running, for errors that may come with either. */
  List<Row> collect(SparkSession spark) {
    return load(spark).collectAsList();
  }

  /** What NumPy would name the layout of the rows of an array of so many dimensions. */
  Layout layout(int dimensions) {
    String layout = option("layout");
    return Layout.ARRAY.option().equals(layout)
        ? Layout.ARRAY
        : layout == null ? Layout.byDefault(dimensions) : Layout.COLUMNS;
  }

  private DataFrameReader reader(SparkSession spark) {
    return spark.read().format("memmap").options(options);
  }

  @Override
  public String toString() {
    return file.getFileName() + " " + options;
  }
}
