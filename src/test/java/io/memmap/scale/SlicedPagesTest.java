package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A slice of a file of 16 GB loads only the pages of its elements, as the kernel counts them. */
class SlicedPagesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long ROWS = 1_000_000_000;
  private static final long STEP = 1_000_000;
  private static final long TAKEN = ROWS / STEP;

  /** When a page is touched, the kernel maps up to 16 pages around it that are in memory. */
  private static final long AROUND = 16 * 4096;

  @TempDir static Path folder;

  private static SparseFile file;

  @BeforeAll
  static void create() throws IOException {
    file = SparseFile.of(folder.resolve("rows.dat"), 16 * ROWS);
    for (long row = 0; row < ROWS; row += STEP) {
      file.putByte(16 * row + 3, (int) (row / STEP % 251) + 1);
    }
  }

  @Test
  void onlyThePagesOfTheSliceBecomeResident() throws IOException {
    long rows = 0;
    long sum = 0;
    long most = 0;
    Batch batch = batch();
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<ColumnarBatch> reader =
          batch.createReaderFactory().createColumnarReader(partition)) {
        while (reader.next()) {
          ColumnarBatch read = reader.get();
          for (int i = 0; i < read.numRows(); i++) {
            sum += read.column(0).getShort(i);
          }
          rows += read.numRows();
          most = Math.max(most, resident());
        }
      }
    }
    long expected = 0;
    for (long row = 0; row < TAKEN; row++) {
      expected += row % 251 + 1;
    }
    assertThat(rows).isEqualTo(TAKEN);
    assertThat(sum).isEqualTo(expected);
    System.out.printf(
        "%,d rows of a file of %,d bytes: at most %,d bytes of it were mapped in%n",
        TAKEN, 16 * ROWS, most);
    assertThat(most).isPositive().isLessThanOrEqualTo(TAKEN * AROUND);
  }

  private static Batch batch() {
    Map<String, String> options =
        Map.of(
            "shape",
            ROWS + ",16",
            "slice",
            "::" + STEP + ", 3",
            "numPartitions",
            "1",
            "access",
            "mmap",
            "dtype",
            "u1");
    return new TaskRead(file.toString(), options, null).batch();
  }

  /** Bytes of the file that are mapped and resident in this process. */
  private static long resident() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
    boolean ofTheFile = false;
    long kilobytes = 0;
    for (String line : lines) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        ofTheFile = line.endsWith(file.toString());
      } else if (ofTheFile && line.startsWith("Rss:")) {
        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return kilobytes * 1024;
  }
}
