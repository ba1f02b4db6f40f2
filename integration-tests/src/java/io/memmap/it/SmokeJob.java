package io.memmap.it;

import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes an int32 array of {@value #ROWS} x 3 with {@code a[i, j] = 10 i + j} into the given
 * directory, reads it through the connector and prints sums and rows. It is compiled once and runs
 * on every Spark line, so it uses only methods that all lines have.
 */
public final class SmokeJob {
  static final int ROWS = 100_000;
  private static final int COLUMNS = 3;

  private SmokeJob() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("smoke.dat");
    Files.write(file, content());
    SparkSession spark = SparkSession.builder().appName("SmokeJob").getOrCreate();
    Dataset<Row> array =
        spark
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("shape", ROWS + "," + COLUMNS)
            .load(file.toString());
    Row sums = array.agg(sum("_c0"), sum("_c1"), sum("_c2")).head();
    System.out.println("SMOKE version=" + spark.version());
    System.out.println("SMOKE rows=" + array.count());
    System.out.println("SMOKE sums=" + sums);
    System.out.println("SMOKE last=" + array.where("_c0 = " + 10 * (ROWS - 1)).head());
    spark.stop();
  }

  private static byte[] content() {
    ByteBuffer bytes =
        ByteBuffer.allocate(ROWS * COLUMNS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        bytes.putInt(10 * i + j);
      }
    }
    return bytes.array();
  }
}
