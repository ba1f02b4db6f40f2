package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where one task reduces all rows, its result is the answer: no shuffle, no second stage. */
class WholeAnswersTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String[] ALL_OF = {
    "count(*)", "count(value)", "sum(value)", "min(value)", "max(value)", "avg(value)"
  };

  @TempDir Path folder;

  private Dataset<Row> load(String dtype, String... more) {
    return Plans.memmap(SPARK.spark(), more).option("dtype", dtype).load(folder + "/*.dat");
  }

  private static boolean isWhole(Dataset<Row> query) {
    return !Plans.text(query).contains("HashAggregate");
  }

  private void write(String name, int... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    Files.write(folder.resolve(name), bytes.array());
  }

  @Test
  void aTaskAnswersForAllFiles() throws IOException {
    write("a.dat", 1, 2, 3);
    write("b.dat", 10);
    write("c.dat", -6, 5);
    Dataset<Row> query = load("<i4").selectExpr(ALL_OF);
    assertThat(isWhole(query)).as(Plans.text(query)).isTrue();
    assertThat(Plans.text(query)).contains("whole answer");
    assertThat(query.collectAsList()).containsExactly(RowFactory.create(6L, 6L, 15L, -6, 10, 2.5));
  }

  @Test
  void aDeletedFileHasNoRows() throws IOException {
    write("a.dat", 1, 2, 3);
    write("b.dat", 10);
    Dataset<Row> query = load("<i4", "ignoreMissingFiles", "true").selectExpr(ALL_OF);
    assertThat(isWhole(query)).isTrue();
    Files.delete(folder.resolve("a.dat"));
    assertThat(query.collectAsList()).containsExactly(RowFactory.create(1L, 1L, 10L, 10, 10, 10.0));
  }

  @Test
  void ifAllFilesAreDeletedResultsAreNull() throws IOException {
    write("a.dat", 1, 2, 3);
    write("b.dat", 10);
    Dataset<Row> query = load("<i4", "ignoreMissingFiles", "true").selectExpr(ALL_OF);
    assertThat(isWhole(query)).isTrue();
    Files.delete(folder.resolve("a.dat"));
    Files.delete(folder.resolve("b.dat"));
    assertThat(query.collectAsList())
        .containsExactly(RowFactory.create(0L, 0L, null, null, null, null));
  }

  @Test
  void aQueryThatIsPlannedAfterAllFilesAreDeletedFindsNoRows() throws IOException {
    write("a.dat", 1, 2, 3);
    write("b.dat", 10);
    Dataset<Row> rows = load("<i4", "ignoreMissingFiles", "true");
    Files.delete(folder.resolve("a.dat"));
    Files.delete(folder.resolve("b.dat"));
    assertThat(rows.selectExpr(ALL_OF).collectAsList())
        .containsExactly(RowFactory.create(0L, 0L, null, null, null, null));
    assertThat(rows.where("value > 1").selectExpr("stddev(value)").first().isNullAt(0)).isTrue();
    assertThat(rows.count()).isZero();
    assertThat(rows.groupBy("_file").count().collectAsList()).isEmpty();
    assertThat(rows.where("value > 1").limit(2).collectAsList()).isEmpty();
  }

  @Test
  void severalTasksShareTheWork() throws IOException {
    write("a.dat", 1, 2, 3);
    Dataset<Row> query = load("<i4", "numPartitions", "3").selectExpr(ALL_OF);
    assertThat(isWhole(query)).isFalse();
    assertThat(query.collectAsList()).containsExactly(RowFactory.create(3L, 3L, 6L, 1, 3, 2.0));
  }

  /** Spark decides what an overflow is: an error, or a wrapped value. */
  @ParameterizedTest
  @CsvSource({
    "<i8,sum(value),false",
    "<u8,sum(value),false",
    "<u8,avg(value),false",
    "<i8,max(value),true",
    "<u8,min(value),true",
    "<u4,sum(value),true",
    "<f8,sum(value),true",
    "<i4,sum(DISTINCT value),false",
    "<i4,avg(DISTINCT value),false",
    "<i4,skewness(value),false"
  })
  void sumsThatMayOverflowAreLeftToSpark(String dtype, String function, boolean whole)
      throws IOException {
    write("a.dat", 1, 0, 2, 0);
    Dataset<Row> query = load(dtype).selectExpr(function);
    assertThat(isWhole(query)).as(Plans.text(query)).isEqualTo(whole);
    Object sparks = load(dtype, "pushdown", "false").selectExpr(function).first().get(0);
    assertThat(query.first().get(0)).isEqualTo(sparks);
  }

  @Test
  void expressionsOfResultsAreSparks() throws IOException {
    write("a.dat", 1, 2, 3);
    write("b.dat", 10);
    assertThat(load("<i4").selectExpr("sum(value) / 2 + avg(value) AS x").collectAsList())
        .containsExactly(RowFactory.create(12.0));
    assertThat(load("<i4").selectExpr("sum(value) AS x").where("x > 16").collectAsList()).isEmpty();
  }

  /** Two files of (8, 3) cells. */
  private Dataset<Row> cells(String dtype, String... more) throws IOException {
    write("a.dat", IntStream.range(0, 24).toArray());
    write("b.dat", IntStream.range(100, 124).toArray());
    return Plans.memmap(SPARK.spark(), more)
        .option("dtype", dtype)
        .option("shape", "-1,3")
        .option("layout", "cells")
        .load(folder + "/*.dat");
  }

  @Test
  void aTaskFindsWholeGroups() throws IOException {
    Dataset<Row> query =
        cells("<i4")
            .groupBy("i1")
            .agg(expr("count(*)"), expr("avg(value)"), expr("sum(value)"), expr("max(value)"));
    assertThat(isWhole(query)).as(Plans.text(query)).isTrue();
    assertThat(Plans.text(query)).contains("by [i1] whole answer").doesNotContain("Exchange");
    assertThat(query.collectAsList())
        .containsExactly(
            RowFactory.create(0L, 16L, 60.5, 968L, 121),
            RowFactory.create(1L, 16L, 61.5, 984L, 122),
            RowFactory.create(2L, 16L, 62.5, 1000L, 123));
  }

  @Test
  void aPredicateSelectsTheRowsOfWholeGroups() throws IOException {
    Dataset<Row> query = cells("<i4").where("value > 120").groupBy("i1").agg(expr("avg(value)"));
    assertThat(isWhole(query)).as(Plans.text(query)).isTrue();
    assertThat(query.collectAsList())
        .containsExactly(
            RowFactory.create(0L, 121.0),
            RowFactory.create(1L, 122.0),
            RowFactory.create(2L, 123.0));
    assertThat(cells("<i4").where("value > 500").groupBy("i1").count().collectAsList()).isEmpty();
  }

  @Test
  void distinctIndicesAreWholeGroupsWithoutFunctions() throws IOException {
    Dataset<Row> query = cells("<i4").select("i0").distinct();
    assertThat(isWhole(query)).as(Plans.text(query)).isTrue();
    assertThat(query.as(Encoders.LONG()).collectAsList())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  /** Their groups come back, or there are several tasks, or Spark says what an overflow is. */
  @ParameterizedTest
  @CsvSource({
    "1,<i4,_file,sum(value)",
    "3,<i4,i1,sum(value)",
    "1,<i8,i1,sum(value)",
    "3,<i4,i1,'round(var_pop(value), 6)'",
    "1,<i4,i1,sum(DISTINCT value)"
  })
  void otherGroupsAreAggregatedBySpark(String tasks, String dtype, String key, String function)
      throws IOException {
    Dataset<Row> query =
        cells(dtype, "numPartitions", tasks).groupBy(key).agg(expr(function)).orderBy(key);
    assertThat(isWhole(query)).as(Plans.text(query)).isFalse();
    assertThat(query.collectAsList())
        .isEqualTo(
            cells(dtype, "pushdown", "false")
                .groupBy(key)
                .agg(expr(function))
                .orderBy(key)
                .collectAsList());
  }
}
