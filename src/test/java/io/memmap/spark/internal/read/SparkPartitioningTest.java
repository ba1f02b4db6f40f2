package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number of partitions equals that of a text file of the same size in the same session. */
class SparkPartitioningTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} bytes, {1}={2}")
  @CsvSource({
    "1,          spark.sql.files.minPartitionNum, 8",
    "4194305,    spark.sql.files.minPartitionNum, 8",
    "8388609,    spark.sql.files.minPartitionNum, 2",
    "10000001,   spark.sql.files.minPartitionNum, 2",
    "100000001,  spark.sql.files.minPartitionNum, 8",
    "268435457,  spark.sql.files.minPartitionNum, 16",
    "268435457,  spark.sql.files.minPartitionNum, 2",
    "1073741825, spark.sql.leafNodeDefaultParallelism, 5",
    "1073741825, spark.sql.files.maxPartitionBytes, 50m",
    "100000000,  spark.sql.files.maxPartitionBytes, 134217728b",
    "100000000,  spark.sql.files.maxPartitionBytes, 9223372036854775807",
    "33554432,   spark.sql.files.openCostInBytes, 16mb",
    "33554432,   spark.sql.files.openCostInBytes, 0"
  })
  void partitionsAreAsManyAsOfATextFile(long bytes, String key, String value) throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), bytes).toString();
    SparkSession spark = Plans.session(SPARK, session -> session.conf().set(key, value));
    int ofText = spark.read().text(file).rdd().getNumPartitions();
    int ofArray = Plans.memmap(spark).load(file).rdd().getNumPartitions();
    assertThat(ofArray).isEqualTo(ofText);
  }

  @Test
  void maxPartitionNumIsNeverExceeded() throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), 1L << 30).toString();
    SparkSession spark =
        Plans.session(SPARK, session -> session.conf().set("spark.sql.files.maxPartitionNum", "3"));
    assertThat(Plans.memmap(spark).load(file).rdd().getNumPartitions()).isEqualTo(3);
  }

  @Test
  void prunedColumnsAreCutAtTheSameRows() throws IOException {
    String file = ArrayFiles.sparse(folder.resolve("a.dat"), 100_000_000).toString();
    var rows =
        Plans.memmap(SPARK.spark(), "dtype", "f8", "shape", "125000,100", "partitionBytes", "10m")
            .load(file);
    assertThat(Plans.scan(rows.select("_c5")).partitions())
        .isEqualTo(Plans.scan(rows).partitions())
        .hasSize(10);
  }
}
