package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One task whose rows are so wide that index times stride leaves 32 bits behind, signed and then
 * unsigned. Also the widest table that is allowed.
 */
class FarRowsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int COLUMNS = 10_000;

  /**
   * Of each column one element in so many is read: each one read brings in what the kernel reads
   * around it, which may be megabytes, and fewer rows get as far.
   */
  private static final int APART = 2_000;

  private static final long ROW_BYTES = COLUMNS * (long) Long.BYTES * APART;
  private static final long ROWS = (1L << 32) / ROW_BYTES + 5;

  @TempDir static Path folder;

  private static SparseFile file;

  @BeforeAll
  static void create() throws IOException {
    file = SparseFile.of(folder.resolve("far.dat"), ROWS * ROW_BYTES);
    for (long row : spots()) {
      file.putLong(row * ROW_BYTES, row + 1)
          .putLong((row + 1) * ROW_BYTES - APART * Long.BYTES, -row - 1);
    }
  }

  /** The rows before, across and behind the marks, and the first and the last. */
  private static List<Long> spots() {
    long signed = (1L << 31) / ROW_BYTES;
    long unsigned = (1L << 32) / ROW_BYTES;
    return LongStream.of(
            0, signed - 1, signed, signed + 1, unsigned - 1, unsigned, unsigned + 1, ROWS - 1)
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"mmap, 5", "mmap, 1000000", "read, 5", "read, 1000000"})
  void valuesBeyondThirtyTwoBitsAreTheRightOnes(String access, int batchRows) {
    // no where(): it makes Spark compare each column's constraints with each other's
    List<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i8")
            .option("shape", ROWS + "," + COLUMNS + "," + APART)
            .option("slice", ":, :, 0")
            .option("rowIndex", "i")
            .option("numPartitions", 1)
            .option("batchRows", batchRows)
            .option("access", access)
            .load(file.toString())
            .select("i", "_c0", "_c9999")
            .collectAsList();

    assertThat(rows).hasSize((int) ROWS);
    assertThat(rows.stream().filter(row -> row.getLong(1) != 0 || row.getLong(2) != 0).toList())
        .isEqualTo(spots().stream().map(row -> RowFactory.create(row, row + 1, -row - 1)).toList());
  }
}
