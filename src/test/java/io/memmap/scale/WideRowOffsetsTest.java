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
 * One task with rows so wide that row index times stride exceeds 2**31 and 2**32. The array has
 * 10,000 columns, the most that are allowed.
 */
class WideRowOffsetsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int COLUMNS = 10_000;

  /**
   * Length of the third axis, of which the slice takes the first element. It makes the rows so long
   * that few of them reach 2**32 bytes: each element that is read loads the kernel's read-ahead
   * around it, which may be megabytes.
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

  /** The first and last row, and the rows before, at and after byte offsets 2**31 and 2**32. */
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
  void valuesBeyond32BitOffsetsAreRead(String access, int batchRows) {
    // no where(): with it Spark compares the constraints of all pairs of columns
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
