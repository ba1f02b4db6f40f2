package io.memmap.spark.internal.read.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of scans. */
class ScanMetricsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 1_000, 3).toString();
  }

  @Test
  void sparkCanInstantiateEachMetric() throws ReflectiveOperationException {
    for (CustomMetric metric : ScanMetrics.all()) {
      assertThat(Modifier.isPublic(metric.getClass().getModifiers())).isTrue();
      CustomMetric another = metric.getClass().getConstructor().newInstance();
      assertThat(another.name()).isEqualTo(metric.name());
      assertThat(another.description()).isNotBlank();
      assertThat(another.aggregateTaskMetrics(new long[] {1, 2, 3}))
          .isEqualTo(metric.aggregateTaskMetrics(new long[] {6}));
    }
  }

  @Test
  void aMappedScanCountsWhatItMaps() {
    SparkPlan scan = collected("numPartitions", "4");
    assertThat(metric(scan, "bytesMapped")).isEqualTo(12_000);
    assertThat(metric(scan, "windowsMapped")).isEqualTo(4);
    assertThat(metric(scan, "bytesRead")).isZero();
    assertThat(metric(scan, "requests")).isZero();
    assertThat(metric(scan, "bytesWanted")).isEqualTo(12_000);
    assertThat(metric(scan, "timeWaiting")).isZero();
    assertThat(metric(scan, "timeMapping")).isPositive();
    assertThat(metric(scan, "timeReading")).isZero();
    assertThat(metric(scan, "timeOpening")).isPositive();
  }

  @Test
  void aReadingScanCountsWhatItReads() {
    SparkPlan scan = collected("access", "read", "numPartitions", "4");
    assertThat(metric(scan, "bytesRead")).isEqualTo(12_000);
    assertThat(metric(scan, "requests")).isEqualTo(4);
    assertThat(metric(scan, "bytesWanted")).isEqualTo(12_000);
    assertThat(metric(scan, "timeWaiting")).isPositive();
    assertThat(metric(scan, "bytesMapped")).isZero();
    assertThat(metric(scan, "windowsMapped")).isZero();
    assertThat(metric(scan, "timeReading")).isPositive();
    assertThat(metric(scan, "timeMapping")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void gatheredRowsAreReadByCopying(String access) {
    SparkPlan scan = collected("access", access, "order", "F", "layout", "array");
    assertThat(metric(scan, "bytesRead")).isEqualTo(12_000);
    assertThat(metric(scan, "timeReading")).isPositive();
    assertThat(metric(scan, "rowsRead")).isEqualTo(1_000);
  }

  @Test
  void theDriverReportsPrunedRows() throws IOException {
    ArrayFiles.counting(folder.resolve("b.dat"), 1_000, 3);
    ArrayFiles.counting(folder.resolve("c.dat"), 1_000, 3);
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,3", "numPartitions", "3")
            .load(folder.toString())
            .where("_row >= 990 AND _file NOT IN ('" + file + "', 'elsewhere')");
    assertThat(rows.collectAsList()).hasSize(20);
    SparkPlan scan = Plans.leafOfRun(rows);
    assertThat(metric(scan, "files")).isEqualTo(2);
    assertThat(metric(scan, "partitions")).isEqualTo(3);
    assertThat(metric(scan, "rowsPruned")).isEqualTo(3_000 - 20);
    assertThat(metric(scan, "rowsRead")).isEqualTo(20);
  }

  @Test
  void aWholeScanPrunesNothing() {
    SparkPlan scan = collected("numPartitions", "4");
    assertThat(metric(scan, "files")).isOne();
    assertThat(metric(scan, "partitions")).isEqualTo(4);
    assertThat(metric(scan, "rowsPruned")).isZero();
    assertThat(metric(scan, "rowsRead")).isEqualTo(1_000);
  }

  @Test
  void aLimitMapsOnlyItsRows() {
    Dataset<Row> rows = load().limit(10);
    rows.collectAsList();
    assertThat(metric(Plans.leafOfRun(rows), "bytesMapped")).isEqualTo(120);
  }

  private SparkPlan collected(String... options) {
    Dataset<Row> rows = load(options);
    assertThat(rows.collectAsList()).hasSize(1_000);
    return Plans.leafOfRun(rows);
  }

  private Dataset<Row> load(String... options) {
    return Plans.memmap(SPARK.spark(), options)
        .option("dtype", "<i4")
        .option("shape", "1000,3")
        .load(file);
  }

  private static long metric(SparkPlan scan, String name) {
    return scan.metrics().apply(name).value();
  }
}
