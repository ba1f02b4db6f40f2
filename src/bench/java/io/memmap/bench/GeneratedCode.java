package io.memmap.bench;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The size of the code that Spark generates to make rows of columns. HotSpot interprets methods of
 * more than 8000 bytes (DontCompileHugeMethods), which makes a scan several times slower.
 */
final class GeneratedCode {
  static final int JIT_LIMIT = 8000;

  private static final Pattern LARGEST_METHOD = Pattern.compile("maxMethodCodeSize:(\\d+)");
  private static final String VIEW = "memmap_benchmark";

  private GeneratedCode() {}

  /** Size of the largest method in bytes; empty if Spark generates no code for these rows. */
  static OptionalInt largestMethod(SparkSession session, Dataset<Row> rows) {
    rows.createOrReplaceTempView(VIEW);
    try {
      String text =
          session.sql("explain codegen select * from " + VIEW).collectAsList().get(0).getString(0);
      Matcher matcher = LARGEST_METHOD.matcher(text);
      int largest = 0;
      while (matcher.find()) {
        largest = Math.max(largest, Integer.parseInt(matcher.group(1)));
      }
      return largest == 0 ? OptionalInt.empty() : OptionalInt.of(largest);
    } finally {
      session.catalog().dropTempView(VIEW);
    }
  }
}
