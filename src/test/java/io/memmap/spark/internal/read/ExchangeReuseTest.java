package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark shuffles equal scans once. If different scans were equal, results would be wrong. */
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where          | _row < 50",
        "where          | _row < 50 AND _c0 % 2 = 0",
        "where          | _row IN (3, 5) OR _row > 90",
        "limit          | 5",
        "offset         | 5",
        "select         | i,_c2",
        "slice          | 10:90:7",
        "access         | read",
        "numPartitions  | 3"
      })
  void equalQueriesShuffleOnce(String what, String value) {
    assertReused(query(what, value), query(what, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where | _row < 50              | _row <= 49",
        "where | _row >= 10 AND i < 20  | i < 20 AND _row >= 10",
        "where | _row IN (3, 4, 5)      | _row BETWEEN 3 AND 5",
        "where | _row < 5               | NOT (_row >= 5)"
      })
  void equivalentPredicatesShuffleOnce(String what, String left, String right) {
    assertReused(query(what, left), query(what, right));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where          | _row < 50                   | _row < 51",
        "where          | _row < 50                   | _row >= 50",
        "where          | _row < 50 AND _c0 % 2 = 0   | _row < 50 AND _c0 % 2 = 1",
        "where          | _row < 50 AND _c0 % 2 = 0   | _row < 60 AND _c0 % 2 = 0",
        "where          | _row IN (3, 5)              | _row IN (3, 4, 5)",
        "where          | _row < 99                   | _row < 98",
        "where          | _row = 7                    | _row = 8",
        "limit          | 5                           | 6",
        "offset         | 5                           | 6",
        "select         | i,_c1                       | i,_c2",
        "slice          | ::2                         | 1::2",
        "slice          | :50                         | 49:",
        "slice          | :, ::-1                     | :",
        "slice          | :, :2                       | :, 1:",
        "shape          | 99,3                        | 98,3",
        "offset of file | 0                           | 12",
        "order          | C                           | F",
        "dtype          | <i4                         | <u4",
        "dtype          | <i4                         | >i4",
        "access         | mmap                        | read",
        "batchRows      | 7                           | 9",
        "numPartitions  | 2                           | 3",
        "pushdown       | true                        | false"
      })
  void differentQueriesAreShuffledAgain(String what, String left, String right) {
    assertNotReused(query(what, left), query(what, right));
  }

  @Test
  void severalFiles() throws IOException {
    String other = ArrayFiles.counting(folder.resolve("b.dat"), 99, 3).toString();
    Dataset<Row> all = options().load(folder.toString());
    assertReused(all, options().load(folder.toString()));
    assertReused(all.where("_row < 9"), options().load(folder.toString()).where("_row < 9"));
    assertReused(ofFile(all, other), ofFile(options().load(folder.toString()), other));
    assertNotReused(ofFile(all, file), ofFile(all, other));
    assertNotReused(all, ofFile(all, other));
    assertNotReused(all, options().load(file));
    assertNotReused(all, options().load(file, other).where("_row < 98"));
    assertNotReused(all, options().option("pathGlobFilter", "b*").load(folder.toString()));
    assertNotReused(all.limit(100), all.limit(101));
  }

  private static Dataset<Row> ofFile(Dataset<Row> rows, String file) {
    return rows.where("_file = '" + file + "'");
  }

  private void assertReused(Dataset<Row> left, Dataset<Row> right) {
    Dataset<Row> joined = left.join(right, "i", "full_outer");
    assertThat(Plans.text(joined)).contains("ReusedExchange");
    assertThat(sorted(joined)).isEqualTo(expected(left, right)).isNotEmpty();
  }

  private void assertNotReused(Dataset<Row> left, Dataset<Row> right) {
    Dataset<Row> joined = left.join(right, "i", "full_outer");
    assertThat(Plans.text(joined)).doesNotContain("ReusedExchange");
    assertThat(sorted(joined)).isEqualTo(expected(left, right)).isNotEmpty();
  }

  /** Joins in the test, so that Spark does not shuffle. */
  private static List<String> expected(Dataset<Row> left, Dataset<Row> right) {
    Map<Object, List<Row>> others = byIndex(right);
    Map<Object, List<Row>> ones = byIndex(left);
    Set<Object> indices = new HashSet<>(ones.keySet());
    indices.addAll(others.keySet());
    List<Row> none = List.of(RowFactory.create(new Object[left.columns().length]));
    List<Row> without = List.of(RowFactory.create(new Object[right.columns().length]));
    return indices.stream()
        .flatMap(
            index ->
                ones.getOrDefault(index, none).stream()
                    .flatMap(
                        one ->
                            others.getOrDefault(index, without).stream()
                                .map(other -> index + values(one) + values(other))))
        .sorted()
        .toList();
  }

  private static Map<Object, List<Row>> byIndex(Dataset<Row> rows) {
    return rows.collectAsList().stream().collect(Collectors.groupingBy(row -> row.get(0)));
  }

  /** All columns but the index, which is the first one. */
  private static String values(Row row) {
    return IntStream.range(1, row.length())
        .mapToObj(column -> " " + row.get(column))
        .collect(Collectors.joining());
  }

  private static List<String> sorted(Dataset<Row> joined) {
    return joined.collectAsList().stream().map(row -> row.get(0) + values(row)).sorted().toList();
  }

  private Dataset<Row> query(String what, String value) {
    DataFrameReader reader = options();
    return switch (what) {
      case "where" -> reader.load(file).where(value);
      case "limit" -> reader.load(file).limit(Integer.parseInt(value));
      case "offset" -> reader.load(file).offset(Integer.parseInt(value));
      case "select" -> reader.load(file).selectExpr(value.split(","));
      case "offset of file" -> reader.option("offset", value).load(file);
      default -> reader.option(what, value).load(file);
    };
  }

  private DataFrameReader options() {
    return Plans.memmap(spark, "dtype", "<i4", "shape", "99,3", "rowIndex", "i");
  }

  private static Dataset<Row> joined(Dataset<Row> left, Dataset<Row> right) {
    return left.join(right, "i");
  }

  private Dataset<Row> load(String path) {
    return Plans.memmap(spark, "dtype", "<i4", "shape", "100,3", "rowIndex", "i").load(path);
  }
}
