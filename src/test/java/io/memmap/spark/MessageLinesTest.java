package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.array.OneLine;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each message is one line of limited length, whatever names and values it quotes. */
class MessageLinesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private static DataFrameReader memmap() {
    return SPARK.spark().read().format("memmap");
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(OneLine.of("a\nb\r\tc\u001b[31m\u2028ü€😀"))
        .isEqualTo("a\\nb\\r\\tc\\u001b[31m\\u2028ü€😀");
    String longest = "x".repeat(600_000) + "; the cure";
    assertThat(OneLine.of(longest)).hasSizeLessThan(4100).endsWith("; the cure");
  }

  @Test
  void messagesOfLoadAreOneShortLine() throws IOException {
    Path file = Files.write(folder.resolve("a\nWARN forged\r.npy"), new byte[5]);
    String huge = "z".repeat(600_000);
    String fields =
        IntStream.range(0, 9000)
            .mapToObj(i -> "('field%040d', '<i4')".formatted(i))
            .collect(Collectors.joining(", ", "[", "]"));
    List<Runnable> mistakes =
        List.of(
            () -> memmap().load(file.toString()),
            () -> memmap().load(file + "x\ny"),
            () -> memmap().load("s3://a\nb"),
            () -> memmap().option("dtype", huge).load(file.toString()),
            () -> memmap().option("shape", huge).load(file.toString()),
            () -> memmap().option("layout", "x\ny").load(file.toString()),
            () -> memmap().option("pathGlobFilter", huge).load(file.toString()),
            () -> memmap().option("a\nb", "1").load(file.toString()),
            () -> memmap().option("member", huge).load(file.toString()),
            () ->
                memmap()
                    .option("header", "none")
                    .option("dtype", fields)
                    .option("shape", "77")
                    .load(file.toString()),
            () ->
                memmap()
                    .load(
                        IntStream.range(0, 9000)
                            .mapToObj(i -> "/no/" + i + "*")
                            .toArray(String[]::new)));
    for (Runnable mistake : mistakes) {
      Throwable thrown = catchThrowable(mistake::run);
      assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
      assertThat(thrown.getMessage()).hasSizeLessThan(5000).doesNotContain("\n", "\r");
    }
  }

  @Test
  void messagesOfWritesAreOneShortLine() {
    String file = folder.resolve("a\nb.dat").toString();
    Dataset<Row> rows = SPARK.spark().range(0, 4, 1, 2).selectExpr("id i", "id * 100 v");
    Map<String, String> indexed = Map.of("rowIndex", "i");
    rows.write().format("memmap").options(indexed).save(file);
    assertThat(memmap().option("dtype", "i8").load(file).count()).isEqualTo(4);
    List<Runnable> mistakes =
        List.of(
            () -> save(rows, "overwrite", file, Map.of("dtype", "i1")),
            () -> save(rows, "overwrite", file, Map.of("shape", "3,3")),
            () -> save(rows.selectExpr("i * 2 i", "v"), "overwrite", file, indexed),
            () -> save(rows.selectExpr("0 * i i", "v"), "overwrite", file, indexed),
            () -> save(rows, "append", file, indexed),
            () ->
                save(
                    rows.selectExpr("v `x\ny`"),
                    "append",
                    file,
                    Map.of("dtype", "M8[s]", "nullValue", "x")),
            () -> save(rows.selectExpr("map(i, v) `x\ny`"), "overwrite", file, Map.of()),
            () -> save(rows.selectExpr("sequence(0, i) a"), "overwrite", file, Map.of()),
            () ->
                save(
                    rows.selectExpr("i i0", "v"),
                    "overwrite",
                    file,
                    Map.of("layout", "cells", "shape", "3")));
    for (Runnable mistake : mistakes) {
      for (Throwable some = catchThrowable(mistake::run); some != null; some = some.getCause()) {
        assertThat(String.valueOf(some.getMessage())).doesNotContain("a\nb", "x\ny");
      }
    }
  }

  private static void save(
      Dataset<Row> rows, String mode, String file, Map<String, String> options) {
    rows.write().format("memmap").mode(mode).options(options).save(file);
  }

  @Test
  void messagesOfTasksAreOneShortLine() throws IOException {
    Path file = Files.write(folder.resolve("a\nb.dat"), new byte[80]);
    Dataset<?> rows = memmap().load(file.toString());
    assertThat(rows.queryExecution().executedPlan()).isNotNull();
    Files.write(file, new byte[5]);
    assertThatThrownBy(rows::collectAsList).message().contains("a\\nb.dat").doesNotContain("a\nb");
    assertThat(rows.queryExecution().executedPlan().toString()).doesNotContain("a\nb");
  }
}
