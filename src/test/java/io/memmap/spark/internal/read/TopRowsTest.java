package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first and last rows by index, with and without blocks of rows. */
class TopRowsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  /** One row more than a block. */
  private static final int ROWS = 4_097;

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void writeArrays() throws IOException {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog");
              some.conf().set("spark.sql.shuffle.partitions", "8");
            });
    ArrayFiles.counting(folder.resolve("cells.dat"), 5, 3);
    ArrayFiles.counting(folder.resolve("rows.dat"), ROWS);
  }

  private String cells(String more) {
    return "arrays.`%s?dtype=<i4&shape=5,3&layout=cells%s`"
        .formatted(folder.resolve("cells.dat"), more);
  }

  private String rows(String slice) {
    return "arrays.`%s?dtype=<i4&shape=%d&slice=%s`"
        .formatted(folder.resolve("rows.dat"), ROWS, slice);
  }

  private void group() {
    session.conf().set("spark.sql.sources.v2.bucketing.enabled", "true");
  }

  private List<Row> ask(String query) {
    return session.sql(query).collectAsList();
  }

  /** Several cells share an index, so that further keys decide their order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "_row, value DESC LIMIT 2",
        "_row DESC, value LIMIT 2",
        "_row DESC, value DESC LIMIT 4",
        "_row, value DESC LIMIT 2 OFFSET 1",
        "_row, _row, value DESC LIMIT 5",
        "_row, i1 DESC LIMIT 4"
      })
  void furtherKeysOrderCellsOfEqualIndex(String order) {
    for (String slice : List.of("", "&slice=::-1", "&slice=::-2,1:", "&order=F")) {
      List<Row> found =
          ask("SELECT _row, value FROM %s ORDER BY %s".formatted(cells(slice), order));
      List<Row> expected =
          ask(
              "SELECT _row, value FROM %s ORDER BY %s"
                  .formatted(cells(slice + "&pushdown=false"), order));
      assertThat(found).as(slice).isEqualTo(expected);
    }
  }

  /** Cells with equal indices may come in any order, after all cells with smaller ones. */
  @ParameterizedTest
  @CsvSource({"_row, 4", "_row DESC, 4", "_row, 6", "_row DESC, 7"})
  void cellsByIndexAloneArePushedDown(String order, int count) {
    Dataset<Row> query =
        session.sql("SELECT _row FROM %s ORDER BY %s LIMIT %d".formatted(cells(""), order, count));

    assertThat(Plans.scan(query).rows()).isEqualTo(count);
    assertThat(query.collectAsList())
        .isEqualTo(
            ask(
                "SELECT _row FROM %s ORDER BY %s LIMIT %d"
                    .formatted(cells("&pushdown=false"), order, count)));
  }

  /** Each row has another index, so that further keys have no effect. */
  @Test
  void furtherKeysAfterARowIndexArePushedDown() {
    Dataset<Row> query =
        session.sql("SELECT value FROM %s ORDER BY _row, value DESC LIMIT 3".formatted(rows("::")));

    assertThat(Plans.scan(query).rows()).isEqualTo(3);
    assertThat(query.collectAsList()).extracting(row -> row.getInt(0)).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::-1", "1:", "-2::-1", "::-3", "::3"})
  void blocksComeInTheOrderOfTheSlice(String slice) {
    List<Row> expected = ask("SELECT _row, value FROM " + rows(slice));

    group();

    assertThat(ask("SELECT _row, value FROM " + rows(slice))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::-1, DESC, 5",
    "::-1, ASC, 5",
    "::-1, DESC, 4096",
    "::-3, DESC, 1360",
    "::, ASC, 4097",
    "::, DESC, 3",
    "::2, ASC, 2049"
  })
  void theFirstRowsByIndexComeInOrderFromBlocks(String slice, String direction, int count) {
    String query =
        "SELECT _row FROM %s ORDER BY _row %s LIMIT %d".formatted(rows(slice), direction, count);
    List<Row> expected = ask(query);

    group();

    assertThat(ask(query)).hasSizeGreaterThan(2).isEqualTo(expected);
  }

  @Test
  void firstRowsOfTwoReversedArraysJoin() {
    group();
    session.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    session.conf().set("spark.sql.adaptive.enabled", "false");
    Dataset<Row> join =
        session.sql(
            "SELECT a._row, b.value FROM %s a JOIN %s b ON a._row = b._row"
                .formatted(rows("::-1"), rows("::-1")));

    assertThat(Plans.text(join)).doesNotContain("Exchange");
    assertThat(join.collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, ROWS).boxed().toList());
  }
}
