package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.PageCache;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages in memory, as the operating system counts them: after the file's pages were dropped, a
 * query loads the pages of its columns and the kernel's read-ahead, and no others.
 */
class PageCacheTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int COLUMN_BYTES = 8 << 20;
  private static final int COLUMNS = 16;

  /**
   * Upper bound of the kernel's read-ahead at both ends of a column: 128 KiB by default, 8 MiB on
   * some machines ({@code /sys/block/.../queue/read_ahead_kb}).
   */
  private static final long READ_AHEAD = 24 << 20;

  @TempDir static Path folder;

  private static Path file;

  @BeforeAll
  static void writeColumns() throws IOException {
    file = folder.resolve("columns.dat");
    byte[] column = new byte[COLUMN_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int j = 0; j < COLUMNS; j++) {
        Arrays.fill(column, (byte) (j + 1));
        out.write(column);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mmap, _c7, 8", "read, _c7, 8", "mmap, _c15, 16", "read, _c0, 1"})
  void aQueryLoadsOnlyThePagesOfItsColumn(String access, String column, long value)
      throws Exception {
    PageCache.drop(file);
    assertThat(PageCache.residentBytes(file)).as("pages left after dropping").isZero();

    assertThat(sum(access, column)).isEqualTo(value * COLUMN_BYTES);

    assertThat(PageCache.residentBytes(file))
        .isBetween((long) COLUMN_BYTES, COLUMN_BYTES + READ_AHEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void moreColumnsLoadMorePages(String access) throws Exception {
    PageCache.drop(file);
    String all = "_c0 + _c1 + _c2 + _c3 + _c4 + _c5 + _c6 + _c7";
    assertThat(sum(access, all)).isEqualTo(36L * COLUMN_BYTES);
    assertThat(PageCache.residentBytes(file)).isGreaterThanOrEqualTo(8L * COLUMN_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aCountLoadsNoPages(String access) throws Exception {
    Dataset<Row> loaded = array(access); // load reads the first bytes, to detect other formats
    PageCache.drop(file);
    assertThat(loaded.count()).isEqualTo(COLUMN_BYTES);
    assertThat(PageCache.residentBytes(file)).isZero();
  }

  private static long sum(String access, String expression) {
    return array(access).selectExpr("sum(" + expression + ")").head().getLong(0);
  }

  private static Dataset<Row> array(String access) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("shape", COLUMN_BYTES + "," + COLUMNS)
        .option("order", "F")
        .option("numPartitions", "1")
        .option("access", access)
        .load(file.toString());
  }
}
