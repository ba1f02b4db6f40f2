package io.memmap.it;

import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * Reads a sparse array of 5 GiB in one task with the given option {@code access}, and prints the
 * sums of its columns and the scan's metrics. The array is int32 (n, 4) in C order. It is zero
 * except for the rows around the offsets where an int or a window ends.
 */
public final class LargeFileJob {
  static final long BYTES = 5L << 30;
  private static final int ROW_BYTES = 16;

  private LargeFileJob() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("large-" + args[1] + ".dat");
    SparkSession spark = SparkSession.builder().appName("LargeFileJob").getOrCreate();
    // without adaptive execution, the executed plan is the planned one
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    try {
      System.out.println("LARGE expected=" + write(file));
      Dataset<Row> sums =
          spark
              .read()
              .format("memmap")
              .option("dtype", "<i4")
              .option("shape", "-1,4")
              .option("numPartitions", "1")
              .option("access", args[1])
              .load(file.toString())
              .agg(sum("_c0"), sum("_c1"), sum("_c2"), sum("_c3"));
      Row found = sums.head();
      System.out.println("LARGE found=" + (found.getLong(0) + found.getLong(3)));
      System.out.println("LARGE zero=" + (found.getLong(1) + found.getLong(2)));
      print(sums);
    } finally {
      Files.deleteIfExists(file);
    }
    spark.stop();
  }

  /**
   * Runs the query and prints its metrics; {@code head} has planned another query, with metrics
   * that this plan does not show.
   */
  private static void print(Dataset<Row> query) {
    query.collectAsList();
    SparkPlan scan = query.queryExecution().executedPlan().collectLeaves().apply(0);
    for (String metric : new String[] {"windowsMapped", "bytesMapped", "bytesRead"}) {
      System.out.println("LARGE " + metric + "=" + scan.metrics().apply(metric).value());
    }
    System.out.println("LARGE maxHeap=" + Runtime.getRuntime().maxMemory());
  }

  /** Sets the first and last column of the rows before and after each mark; returns the sum. */
  private static long write(Path file) throws IOException {
    long expected = 0;
    try (RandomAccessFile array = new RandomAccessFile(file.toFile(), "rw")) {
      array.setLength(BYTES);
      for (long mark : new long[] {0, 256L << 20, 1L << 31, 1L << 32, BYTES}) {
        for (long position : new long[] {mark - ROW_BYTES, mark}) {
          if (position >= 0 && position < BYTES) {
            int value = (int) (position / ROW_BYTES % 1_000_003);
            expected += put(array, position, value) + put(array, position + 12, -2 * value);
          }
        }
      }
    }
    return expected;
  }

  private static int put(RandomAccessFile array, long position, int value) throws IOException {
    ByteBuffer element = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    array.getChannel().write(element.flip(), position);
    return value;
  }
}
