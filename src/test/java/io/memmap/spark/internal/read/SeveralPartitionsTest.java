package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task that reads several partitions. Spark 3.5 to 4.1 pass the counts of each to the next one;
 * later versions add them.
 */
class SeveralPartitionsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long ROWS = 1_000;

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), ROWS, 2).toString();
  }

  private Batch batch(String... columns) {
    var rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", ROWS + ",2", "numPartitions", "4")
            .load(file)
            .selectExpr(columns);
    return ((BatchScanExec) Plans.leaf(rows)).batch();
  }

  @Test
  void batchesContinueTheCountsOfEarlierPartitions() throws IOException {
    Batch batch = batch("_c0");
    PartitionReaderFactory factory = batch.createReaderFactory();
    CustomTaskMetric[] counted = {};
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<?> reader = factory.createColumnarReader(partition)) {
        counted = afterAll(reader, counted);
      }
    }
    assertThat(byName(counted)).containsEntry("rowsRead", ROWS).containsEntry("windowsMapped", 4L);
  }

  @Test
  void kernelsContinueTheCountsOfEarlierPartitions() throws IOException {
    Batch batch = batch("sum(_c0)");
    PartitionReaderFactory factory = batch.createReaderFactory();
    CustomTaskMetric[] counted = {};
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<?> reader = factory.createReader(partition)) {
        counted = afterAll(reader, counted);
      }
    }
    assertThat(byName(counted)).containsEntry("rowsRead", ROWS).containsEntry("windowsMapped", 4L);
  }

  private static CustomTaskMetric[] afterAll(PartitionReader<?> reader, CustomTaskMetric[] before)
      throws IOException {
    handOver(reader, before);
    while (reader.next()) {
      assertThat(reader.get()).isNotNull();
    }
    return reader.currentMetricsValues();
  }

  @SuppressWarnings("deprecation") // since Spark 4.2, which adds counts itself
  private static void handOver(PartitionReader<?> reader, CustomTaskMetric[] before) {
    reader.initMetricsValues(before);
  }

  private static Map<String, Long> byName(CustomTaskMetric[] metrics) {
    return Arrays.stream(metrics)
        .collect(Collectors.toMap(CustomTaskMetric::name, CustomTaskMetric::value));
  }

  @Test
  void countsOfCoalescedPartitionsAreAdded() {
    var rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", ROWS + ",2", "numPartitions", "4")
            .load(file)
            .coalesce(1);

    assertThat(rows.collectAsList()).hasSize((int) ROWS);
    assertThat(Plans.leafOfRun(rows).metrics().apply("rowsRead").value()).isEqualTo(ROWS);
  }
}
