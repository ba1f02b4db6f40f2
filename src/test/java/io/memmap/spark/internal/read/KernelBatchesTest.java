package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.task.AggregateReader;
import io.memmap.spark.internal.read.task.BatchRows;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kernels have long batches, and that their results are those of Spark's loops. */
class KernelBatchesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 300_000;

  @TempDir Path folder;

  private Dataset<Row> load(Path file, String... more) {
    return Plans.memmap(SPARK.spark(), more)
        .option("dtype", "<i4")
        .option("shape", "" + ROWS)
        .load(file.toString());
  }

  /** What is computed goes through arrays of a batch's length, which the caches must hold. */
  @ParameterizedTest
  @CsvSource({
    "sum(value), true",
    "'count(*), max(value)', true",
    "sum(value) filter (where value > 3), false",
    "sum(value * value), false",
    "sum(cast(value as double) * value), false"
  })
  void batchesAreLongWhereStoredNumbersAreReduced(String functions, boolean isLong)
      throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(ROWS), Order.C, 0);
    Path file = folder.resolve("long.dat");
    ArrayFiles.write(file, spec, i -> i % 1_000);
    String[] asked = functions.split(", ");
    Dataset<Row> query = load(file).selectExpr(asked);
    PartitionReaderFactory readers =
        ((BatchScanExec) Plans.leaf(query)).scan().toBatch().createReaderFactory();
    assertThat(
            readers instanceof AggregateReader.Factory factory
                && factory.arrays().batchRows() instanceof BatchRows.ForKernels)
        .isEqualTo(isLong);
    assertThat(query.collectAsList())
        .isEqualTo(load(file, "pushdown", "false").selectExpr(asked).collectAsList());
  }
}
