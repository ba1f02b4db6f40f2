package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indices of each integer type, as {@code posexplode} and many sources of ids have them. */
class IndexTypesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.npy").toString();
  }

  private void save(String mode, Dataset<Row> rows, String... options) {
    rows.write().format("memmap").mode(mode).options(Mistake.map(options)).save(file);
  }

  private List<Long> longs() {
    return SPARK.spark().read().format("memmap").load(file).as(Encoders.LONG()).collectAsList();
  }

  private static Dataset<Row> rows(String... columns) {
    return SPARK.spark().range(0, 5, 1, 2).selectExpr(columns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint"})
  void aRowIndexIsAnyWholeNumber(String type) {
    save("overwrite", rows("cast(4 - id as " + type + ") i", "id v"), "rowIndex", "i");
    assertThat(longs()).containsExactly(4L, 3L, 2L, 1L, 0L);
    save(
        "append",
        rows("cast(id as " + type + ") i", "-id v").where("i = 1"),
        "mode",
        "r+",
        "rowIndex",
        "i");
    assertThat(longs()).containsExactly(4L, -1L, 2L, 1L, 0L);
    assertThatThrownBy(
            () -> save("overwrite", rows("cast(id - 1 as " + type + ") i", "id"), "rowIndex", "i"))
        .hasStackTraceContaining("the row index -1 is negative");
    assertThatThrownBy(
            () ->
                save(
                    "overwrite",
                    rows("cast(nullif(id, 2) as " + type + ") i", "id"),
                    "rowIndex",
                    "i"))
        .hasStackTraceContaining("the row index is null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint"})
  void cellIndicesMayHaveAnyIntegerType(String type) {
    Dataset<Row> cells =
        rows("id i0", "posexplode(array(10 * id, 10 * id + 1))")
            .toDF("i0", "i1", "value")
            .selectExpr("cast(i0 as " + type + ") i0", "i1", "value");
    save("overwrite", cells, "layout", "cells", "shape", "5,2");
    save(
        "append",
        cells.selectExpr("i0", "i1", "-1L value").where("i0 = 3"),
        "mode",
        "r+",
        "layout",
        "cells",
        "shape",
        "5,2");
    assertThat(
            SPARK.spark().read().format("memmap").load(file).where("_c0 = -1 AND _c1 = -1").count())
        .isEqualTo(1);
  }

  /** Indices are read as bigint; a schema cannot change that. */
  @ParameterizedTest
  @ValueSource(strings = {"string", "int"})
  void aSchemaCannotChangeTheTypeOfAnIndex(String type) {
    save("overwrite", rows("id v"));
    assertThatThrownBy(
            () ->
                SPARK
                    .spark()
                    .read()
                    .format("memmap")
                    .schema("i " + type + ", x bigint")
                    .option("rowIndex", "i")
                    .load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option rowIndex='i': the schema asks for it as " + type + "; it is a bigint");
  }

  @Test
  void partitioningIsRefusedInTheUsersWords() {
    assertThatThrownBy(
            () -> rows("id % 2 k", "id").write().format("memmap").partitionBy("k").save(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partitionBy [\"k\"]: one save makes one array file")
        .hasMessageNotContaining("__");
    Map<String, String> asSparkDoes = Map.of("__clustering_columns", "[[\"k\"]]");
    assertThatThrownBy(() -> rows("id").write().format("memmap").options(asSparkDoes).save(file))
        .hasMessageContaining("clusterBy [[\"k\"]]")
        .hasMessageNotContaining("__");
    for (long v : new long[] {0, 1}) {
      rows("id % 2 k", "id")
          .where("k = " + v)
          .drop("k")
          .write()
          .format("memmap")
          .save(folder.resolve("k-" + v + ".npy").toString());
    }
    assertThat(Stream.of(folder.toFile().list()).sorted()).containsExactly("k-0.npy", "k-1.npy");
  }
}
