package io.memmap.bench;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Iterator;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark queries on array files and on their Parquet copies. */
final class SparkReads {
  private final SparkSession session;

  SparkReads(SparkSession session) {
    this.session = session;
  }

  /** Rows of an array file. Pushdown is off, since the time to make Spark's rows is measured. */
  Dataset<Row> memmap(BenchArray array, Layout layout, String access) {
    return memmap(array, layout)
        .option("access", access)
        .option("pushdown", "false")
        .load(array.file().toString());
  }

  /** Rows of an array file; kernels may compute aggregates. */
  Dataset<Row> memmapWithKernels(BenchArray array) {
    return memmap(array, Layout.COLUMNS).load(array.file().toString());
  }

  /**
   * Rows of an array file.
   *
   * @param layout value of option {@code layout}
   * @param pushdown whether predicates and aggregates may be pushed down
   */
  Dataset<Row> memmap(BenchArray array, String layout, boolean pushdown) {
    return memmap(array, Layout.COLUMNS)
        .option("layout", layout)
        .option("pushdown", pushdown)
        .load(array.file().toString());
  }

  private DataFrameReader memmap(BenchArray array, Layout layout) {
    return session
        .read()
        .format("memmap")
        .option("dtype", array.kind().typeName())
        .option("shape", array.shape())
        .option("layout", layout.word());
  }

  /** Rows of an array file with their index as the first column. */
  Dataset<Row> memmapWithIndex(BenchArray array, Layout layout) {
    return memmap(array, layout)
        .option("rowIndex", Permutation.COLUMN)
        .load(array.file().toString());
  }

  Dataset<Row> parquet(BenchArray array, Layout layout) {
    return session.read().parquet(array.parquet(layout).toString());
  }

  /**
   * A run that queries {@code rows}. They are loaded once, so that only planning and execution are
   * timed. Every run is a new query, since the same query again would reuse its own shuffle files.
   */
  static Contender.Run ask(Measure measure, Layout layout, Dataset<Row> rows) {
    String column = measure.array().summedExpression(layout);
    return switch (measure.question()) {
      case SUM -> () -> OptionalDouble.of(sum(rows, "cast(" + column + " as double) * 2 + 1"));
      case AGGREGATE -> () -> OptionalDouble.of(sum(rows, column));
      case ROWS ->
          () -> {
            rows.write().format("noop").mode("overwrite").save();
            return OptionalDouble.empty();
          };
      default -> throw new IllegalArgumentException(measure.id() + " is a write");
    };
  }

  /** Statistics of a file cannot answer any of these sums. */
  private static double sum(Dataset<Row> rows, String expression) {
    return rows.selectExpr("sum(" + expression + ")").collectAsList().get(0).getDouble(0);
  }

  /** The sum without a connector: records of four bytes, decoded in Java. */
  double sumOfBinaryRecords(BenchArray vector) {
    JavaRDD<byte[]> records =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .binaryRecords(vector.file().toString(), Float.BYTES);
    return records.mapPartitions(Decoder::sum).reduce(Double::sum);
  }

  /** A class without a reference to the session, since tasks cannot serialize the session. */
  private static final class Decoder implements Serializable {
    private static final long serialVersionUID = 1L;

    static Iterator<Double> sum(Iterator<byte[]> records) {
      double sum = 0;
      while (records.hasNext()) {
        float value = ByteBuffer.wrap(records.next()).order(ByteOrder.LITTLE_ENDIAN).getFloat();
        sum += value * 2.0 + 1.0;
      }
      return Collections.singleton(sum).iterator();
    }
  }
}
