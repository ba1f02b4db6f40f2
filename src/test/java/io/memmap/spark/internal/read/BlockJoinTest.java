package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Joins of arrays on their row index, both sides of which are cut into equal blocks. */
class BlockJoinTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 40_000;
  private static final String GROUPED = "spark.sql.sources.v2.bucketing.enabled";
  private static final Pattern MOVED = Pattern.compile("Exchange|Sort ");

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void planInAdvance() throws IOException {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog");
              some.conf().set("spark.sql.adaptive.enabled", "false");
              some.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
              some.conf().set("spark.sql.shuffle.partitions", "8");
              some.conf().set(GROUPED, "true");
            });
    ArrayFiles.counting(folder.resolve("wide.dat"), ROWS, 5);
    ArrayFiles.counting(folder.resolve("narrow.dat"), ROWS, 1);
    ArrayFiles.counting(folder.resolve("short.dat"), ROWS - 7_200, 1);
  }

  private String table(String name, int rows, int columns, String more) {
    return "arrays.`%s?dtype=<i4&shape=%d,%d%s`"
        .formatted(folder.resolve(name + ".dat"), rows, columns, more);
  }

  private String wide() {
    return table("wide", ROWS, 5, "");
  }

  private String narrow() {
    return table("narrow", ROWS, 1, "");
  }

  private Dataset<Row> join(String left, String right, String where) {
    return session.sql(
        "SELECT w._row, w._c0, n._c0 FROM %s w JOIN %s n ON w._row = n._row WHERE %s"
            .formatted(left, right, where));
  }

  /** Compares with the rows of a plan without blocks, which shuffles. */
  private void checkSame(Dataset<Row> blocks, String left, String right, String where) {
    List<Row> found = blocks.orderBy("_row").collectAsList();
    session.conf().set(GROUPED, "false");
    try {
      Dataset<Row> moved = join(left, right, where);
      assertThat(moves(moved)).isTrue();
      assertThat(found).isNotEmpty().isEqualTo(moved.orderBy("_row").collectAsList());
    } finally {
      session.conf().set(GROUPED, "true");
    }
  }

  private static boolean moves(Dataset<Row> query) {
    return MOVED.matcher(Plans.text(query)).find();
  }

  private static int tasks(Dataset<Row> query) {
    return query.rdd().getNumPartitions();
  }

  @Test
  void arraysOfEqualLengthJoinWithoutAShuffle() {
    Dataset<Row> join = join(wide(), narrow(), "true");

    assertThat(Plans.text(join)).contains("SortMergeJoin").doesNotContain("Exchange", "Sort [");
    assertThat(tasks(join)).isEqualTo(5); // blocks of 8,192 rows, as 8 of 4,096 are not enough
    checkSame(join, wide(), narrow(), "true");
  }

  @Test
  void predicatesDoNotMoveBlocks() {
    String where = "w._row >= 12000 AND w._row < 36000 AND w._row NOT IN (20000, 28000)";
    Dataset<Row> join = join(wide(), narrow(), where);

    assertThat(moves(join)).as(Plans.text(join)).isFalse();
    checkSame(join, wide(), narrow(), where);
  }

  @Test
  void sidesWithOtherBlocksAreMatchedByBlock() {
    String shorter = table("short", ROWS - 7_200, 1, "");
    Dataset<Row> join = join(wide(), shorter, "w._row >= 10000");

    assertThat(moves(join)).as(Plans.text(join)).isFalse();
    checkSame(join, wide(), shorter, "w._row >= 10000");
  }

  @Test
  void slicesKeepIndicesOfTheWholeArray() {
    String part = table("narrow", ROWS, 1, "&slice=100::3");
    Dataset<Row> join = join(wide(), part, "true");

    assertThat(moves(join)).as(Plans.text(join)).isFalse();
    checkSame(join, wide(), part, "true");
  }

  /** Blocks come in the order of the slice, which is not the order of the other array. */
  @Test
  void reversedSlicesJoinEachOther() {
    String left = table("wide", ROWS, 5, "&slice=::-1");
    String right = table("narrow", ROWS, 1, "&slice=::-1");
    Dataset<Row> join = join(left, right, "true");

    assertThat(Plans.text(join)).doesNotContain("Exchange").contains("Sort [");
    checkSame(join, left, right, "true");
    checkSame(join(wide(), right, "true"), wide(), right, "true");
  }

  @Test
  void groupsByTheRowNeedNoExchange() {
    Dataset<Row> groups =
        session.sql("SELECT _row, max(_c1) FROM %s GROUP BY _row".formatted(wide()));

    assertThat(Plans.text(groups)).doesNotContain("Exchange");
    assertThat(groups.count()).isEqualTo(ROWS);
  }

  @Test
  void runtimeFiltersKeepTheBlocks() {
    Dataset<Row> query =
        session.sql(
            ("SELECT /*+ MERGE(n), BROADCAST(k) */ w._row, w._c0, n._c0"
                    + " FROM %s w JOIN %s n ON w._row = n._row"
                    + " JOIN (SELECT id + 0 AS k FROM range(0, 40000, 10000) WHERE id %% 7 < 7) k"
                    + " ON w._row = k")
                .formatted(wide(), narrow()));

    List<Row> found = query.orderBy("_row").collectAsList();

    assertThat(Plans.text(query))
        .contains("SortMergeJoin", "RuntimeFilters: [dynamicpruning")
        .doesNotContain("hashpartitioning");
    assertThat(found)
        .extracting(row -> row.getLong(0))
        .containsExactly(0L, 10_000L, 20_000L, 30_000L);
    assertThat(found).extracting(row -> row.getInt(2)).containsExactly(0, 10_000, 20_000, 30_000);
  }

  @Test
  void rowsAreUpdatedBlockByBlock() {
    session.sql("UPDATE " + wide() + " SET _c0 = -1 WHERE _row % 4000 = 3999");

    assertThat(session.sql("SELECT _row FROM " + wide() + " WHERE _c0 = -1").collectAsList())
        .extracting(row -> row.getLong(0))
        .hasSize(10)
        .contains(3_999L, 39_999L);
  }

  @Test
  void partitionsAreAsBeforeUnlessSparkGroups() {
    session.conf().unset(GROUPED);
    Dataset<Row> rows = session.sql("SELECT _row, _c0 FROM " + wide());
    assertThat(partitions(rows)).isEqualTo(1);
    session.conf().set(GROUPED, "true");
    assertThat(partitions(session.sql("SELECT _row, _c0 FROM " + wide()))).isEqualTo(5);
    assertThat(partitions(session.sql("SELECT _c0 FROM " + wide()))).isEqualTo(1);
  }

  private static int partitions(Dataset<Row> query) {
    return ((BatchScanExec) Plans.leaf(query)).batch().planInputPartitions().length;
  }
}
