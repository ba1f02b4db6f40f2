package io.memmap.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Spark shuffles equal scans once. Taking different ones for equal would be wrong results. */
class ExchangeReuseTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private SparkSession spark;
  private String file;

  @BeforeEach
  void prepare() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 100, 3).toString();
    spark =
        Plans.session(
            SPARK,
            session -> {
              session.conf().set("spark.sql.adaptive.enabled", "false");
              session.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
            });
  }

  @Test
  void aSelfJoinShufflesOnce() {
    Dataset<Row> joined = joined(load(file), load(file));
    assertThat(Plans.text(joined)).contains("ReusedExchange");
    assertThat(joined.orderBy("i").collectAsList())
        .hasSize(100)
        .startsWith(RowFactory.create(0L, 0, 1, 2, 0, 1, 2));
  }

  @Test
  void otherColumnsAreShuffledAgain() {
    Dataset<Row> joined = joined(load(file).select("i", "_c0"), load(file).select("i", "_c1"));
    assertThat(Plans.text(joined)).doesNotContain("ReusedExchange");
    assertThat(joined.orderBy("i").collectAsList())
        .startsWith(RowFactory.create(0L, 0, 1), RowFactory.create(1L, 3, 4));
  }

  @Test
  void fewerRowsAreShuffledAgain() {
    Dataset<Row> joined = joined(load(file).limit(5), load(file).limit(6));
    assertThat(Plans.text(joined)).doesNotContain("ReusedExchange");
    assertThat(joined.collectAsList()).hasSize(5);
  }

  @Test
  void anotherFileIsShuffledAgain() throws IOException {
    Path other = folder.resolve("b.dat");
    ArrayFiles.counting(other, 100, 3);
    Dataset<Row> joined = joined(load(file), load(other.toString()));
    assertThat(Plans.text(joined)).doesNotContain("ReusedExchange");
  }

  @Test
  void anotherDTypeOfTheSameFileIsShuffledAgain() {
    Dataset<Row> swapped =
        Plans.memmap(spark, "dtype", ">i4", "shape", "100,3", "rowIndex", "i").load(file);
    Dataset<Row> joined = joined(load(file), swapped);
    assertThat(Plans.text(joined)).doesNotContain("ReusedExchange");
    assertThat(joined.orderBy("i").collectAsList())
        .startsWith(RowFactory.create(0L, 0, 1, 2, 0, 1 << 24, 2 << 24));
  }

  private static Dataset<Row> joined(Dataset<Row> left, Dataset<Row> right) {
    return left.join(right, "i");
  }

  private Dataset<Row> load(String path) {
    return Plans.memmap(spark, "dtype", "<i4", "shape", "100,3", "rowIndex", "i").load(path);
  }
}
