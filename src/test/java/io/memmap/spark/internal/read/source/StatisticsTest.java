package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.read.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes that a scan reports, by which Spark decides how to join. */
class StatisticsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "<i4, '100,3',     columns",
    "u1,  '100,3',     columns",
    "f8,  '100,1',     columns",
    "?,   '100,64',    columns",
    "<i4, '20,500',    array",
    "u1,  '20,1000',   array",
    "<f8, '10,20,30',  array"
  })
  void theSizeIsThatOfSparksOwnRows(String dtype, String shape, String layout) throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), 100_000).toString();
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", dtype, "shape", shape, "layout", layout).load(file);
    long bytes = 0;
    for (InternalRow row : rows.queryExecution().executedPlan().executeCollect()) {
      bytes += ((UnsafeRow) row).getSizeInBytes();
    }
    Statistics statistics = Plans.scan(rows).estimateStatistics();
    assertThat(statistics.sizeInBytes().orElseThrow() / (double) bytes).isCloseTo(1, within(0.05));
    assertThat(statistics.numRows()).hasValue(rows.count());
  }

  @Test
  void prunedAndLimitedScansAreSmaller() throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), 100_000).toString();
    Dataset<Row> rows = Plans.memmap(SPARK.spark(), "dtype", "i4", "shape", "100,10").load(file);
    assertThat(sizeInBytes(rows)).isEqualTo(100 * (8 + 10 * 8));
    assertThat(sizeInBytes(rows.select("_c1"))).isEqualTo(100 * (8 + 8));
    assertThat(sizeInBytes(rows.limit(7))).isEqualTo(7 * (8 + 10 * 8));
    assertThat(Plans.scan(rows.limit(7)).estimateStatistics().numRows()).hasValue(7);
  }

  @Test
  void theSizeIncludesTheRowIndex() throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), 400).toString();
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "i4", "shape", "100", "rowIndex", "i").load(file);
    assertThat(sizeInBytes(rows)).isEqualTo(100 * (8 + 2 * 8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, 1L << 42})
  void sizesBeyond63BitsSaturate(long bytes) throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), bytes).toString();
    Dataset<Row> rows = Plans.memmap(SPARK.spark(), "rowIndex", "i").load(file);
    assertThat(sizeInBytes(rows)).isEqualTo(24 * bytes);
    ScanColumn column = Plans.scan(rows).columns().get(1);
    assertThat(
            RowWidth.bytes(
                List.of(column), Plans.scan(rows).sources().all().get(0).view(), Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
  }

  private static long sizeInBytes(Dataset<Row> rows) {
    return Plans.scan(rows).estimateStatistics().sizeInBytes().orElseThrow();
  }
}
