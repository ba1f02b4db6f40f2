package io.memmap.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.storage.publish.CutOffUpdates;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Save mode append, with and without {@code mode=r+}, and single cells. */
class InPlaceTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.dat");
  }

  private static Dataset<Row> rows(long from, long to, String... expressions) {
    return SPARK.spark().range(from, to, 1, 3).selectExpr(expressions);
  }

  private static DataFrameWriter<Row> append(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("append");
  }

  private static DataFrameWriter<Row> update(Dataset<Row> rows) {
    return append(rows).option("mode", "r+").option("rowIndex", "i");
  }

  /** Rows of three bigints: 10 i, 10 i + 1, 10 i + 2. */
  private void saveTable(long count, String order) {
    rows(0, count, "id * 10", "id * 10 + 1", "id * 10 + 2")
        .write()
        .format("memmap")
        .option("order", order)
        .save(file.toString());
  }

  private long[] longs() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long[] longs = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(longs);
    return longs;
  }

  private AbstractThrowableAssert<?, ?> assertRefused(DataFrameWriter<Row> writer)
      throws IOException {
    byte[] before = Files.readAllBytes(file);
    AbstractThrowableAssert<?, ?> error =
        assertThat(deepest(catchThrowable(() -> writer.save(file.toString()))));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertNothingElse();
    return error.satisfies(
        e -> assertThat(e.getMessage()).containsAnyOf("file " + file, "option ", "row "));
  }

  /** The message of the user's mistake, else of the innermost cause. */
  static Throwable deepest(Throwable error) {
    boolean ours = error instanceof IllegalArgumentException;
    return ours || error.getCause() == null ? error : deepest(error.getCause());
  }

  private void assertNothingElse() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void rowsAreAppendedInOrder() throws IOException {
    append(rows(0, 100, "id")).save(file.toString());
    Object before = Files.getAttribute(file, "unix:ino");
    append(rows(100, 1_000, "id").repartitionByRange(5, col("id"))).save(file.toString());
    append(rows(0, 0, "id")).save(file.toString());
    assertThat(longs()).hasSize(1_000).isSorted().startsWith(0, 1).endsWith(999);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    assertNothingElse();
  }

  @Test
  void anIndexSaysWhereAppendedRowsGo() throws IOException {
    saveTable(4, "C");
    append(
            rows(4, 9, "id as i", "id * 10", "id * 10 + 1", "id * 10 + 2")
                .repartition(3)
                .orderBy(col("i").desc()))
        .option("rowIndex", "i")
        .save(file.toString());
    assertThat(longs()).hasSize(27).startsWith(0, 1, 2).endsWith(80, 81, 82);
    assertRefused(append(rows(3, 5, "id as i", "id", "id", "id")).option("rowIndex", "i"))
        .hasMessageContaining("2 indices outside of it (3, 4)");
  }

  @Test
  void aFileWithAPartOfARowIsNotAppendedTo() throws IOException {
    saveTable(4, "C");
    assertRefused(append(rows(0, 2, "id", "id", "id", "id", "id")))
        .hasMessageContaining("append of rows of 40 bytes")
        .hasMessageContaining("found a file of 96 bytes, which does not end with a row");
    assertRefused(append(rows(0, 2, "id", "id", "id")).option("shape", "9,3"))
        .hasMessageContaining("the file has 4 rows and gets 2");
    append(rows(0, 2, "id", "id", "id")).option("shape", "6,3").save(file.toString());
    assertThat(longs()).hasSize(18);
  }

  @Test
  void arraysInOrderFAreNotAppendedTo() throws IOException {
    saveTable(4, "F");
    assertRefused(append(rows(0, 2, "id", "id", "id")).option("order", "F"))
        .hasMessageContaining("option order='F'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void someRowsGetOtherValues(String order) throws IOException {
    saveTable(1_000, order);
    byte[] expected = Files.readAllBytes(file);
    ByteBuffer changed = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    for (long row = 0; row < 1_000; row += 7) {
      for (int column = 0; column < 3; column++) {
        long element = order.equals("C") ? row * 3 + column : column * 1_000L + row;
        changed.putLong((int) element * 8, -row);
      }
    }
    update(rows(0, 143, "id * 7 as i", "-id * 7", "-id * 7", "-id * 7").repartition(4))
        .option("shape", "1000,3")
        .option("order", order)
        .save(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertNothingElse();
  }

  @Test
  void bytesBeforeAndAfterTheArrayStay() throws IOException {
    byte[] bytes = new byte[100];
    java.util.Arrays.fill(bytes, (byte) 7);
    Files.write(file, bytes);
    update(rows(0, 1, "1L as i", "cast(513 as smallint)"))
        .option("dtype", ">i2")
        .option("offset", 5)
        .option("shape", 3)
        .save(file.toString());
    bytes[7] = 2;
    bytes[8] = 1;
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id + 3   | 2 indices outside of it (4, 5)",
        "id % 2   | 1 duplicate indices (0)",
        "null     | the row index is null",
        "id - 1   | the row index -1 is negative"
      })
  void indicesMustBeInsideAndOnce(String index, String message) throws IOException {
    saveTable(4, "C");
    assertRefused(update(rows(0, 3, "cast(" + index + " as bigint) i", "id", "id", "id")))
        .hasMessageContaining(message);
  }

  @Test
  void rowsOfAnotherLengthAreRefused() throws IOException {
    saveTable(4, "C");
    assertRefused(update(rows(0, 2, "id as i", "id", "id")).option("shape", "4,3"))
        .hasMessageContaining("shape (4, 3)");
  }

  /** As in NumPy's {@code r+}; only a shape with all lengths can be longer than the array. */
  @Test
  void aLongerShapeMakesTheFileLonger() throws IOException {
    saveTable(2, "C");
    update(rows(3, 4, "id as i", "id", "id", "id")).option("shape", "6,3").save(file.toString());
    assertThat(longs()).containsExactly(0, 1, 2, 10, 11, 12, 0, 0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0);
    assertRefused(update(rows(6, 7, "id as i", "id", "id", "id")).option("shape", "-1,3"))
        .hasMessageContaining("1 indices outside of it (6)");
  }

  @ParameterizedTest
  @CsvSource({
    "r+, overwrite",
    "r+, errorifexists",
    "r+, ignore",
    "w+, append",
    "w+, ignore",
    "w+, errorifexists",
    "r, append",
    "c, overwrite"
  })
  void modesThatDoNotBelongTogether(String mode, String saveMode) throws IOException {
    saveTable(4, "C");
    assertRefused(
            rows(0, 1, "id as i", "id")
                .write()
                .format("memmap")
                .option("rowIndex", "i")
                .option("mode", mode)
                .mode(saveMode))
        .hasMessageContaining("option mode='" + mode + "'")
        .hasMessageContaining(
            "w+ goes with save mode overwrite, r+ with save mode append and option rowIndex");
  }

  @Test
  void anUpdateNeedsAnIndexAndAFile() throws IOException {
    assertThatThrownBy(() -> update(rows(0, 1, "id as i", "id")).save(file.toString()))
        .hasMessageContaining("file " + file + ": not found");
    saveTable(4, "C");
    assertRefused(append(rows(0, 1, "id")).option("mode", "r+")).hasMessageContaining("rowIndex");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void singleCellsInAnyOrder(String order) throws IOException {
    Dataset<Row> cells =
        rows(0, 12, "id div 4 as i0", "id % 4 as i1", "cast(id as int) as v").repartition(3);
    cells
        .write()
        .format("memmap")
        .option("layout", "cells")
        .option("shape", "3,4")
        .option("order", order)
        .save(file.toString());
    int[] found = new int[12];
    ByteBuffer.wrap(Files.readAllBytes(file))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(found);
    for (int i = 0; i < 12; i++) {
      assertThat(found[order.equals("C") ? i : i % 4 * 3 + i / 4]).isEqualTo(i);
    }
    append(rows(0, 1, "2L as i0", "3L as i1", "99 as v"))
        .option("mode", "r+")
        .option("layout", "cells")
        .option("shape", "3,4")
        .option("order", order)
        .save(file.toString());
    assertThat(Files.readAllBytes(file)[44]).isEqualTo((byte) 99);
    assertRefused(
            append(rows(0, 2, "2L as i0", "3L as i1", "99 as v"))
                .option("mode", "r+")
                .option("layout", "cells")
                .option("order", order)
                .option("shape", "3,4"))
        .hasMessageContaining("1 duplicate indices ([2, 3])");
  }

  @Test
  void missingCellsAreZero() throws IOException {
    rows(0, 1, "1L as i0", "1L as i1", "7L as v")
        .write()
        .format("memmap")
        .option("layout", "cells")
        .option("shape", "2,2")
        .save(file.toString());
    assertThat(longs()).containsExactly(0, 0, 0, 7);
  }

  /** Spark's plan has no cast, no sort and no shuffle; encoders check the values. */
  @Test
  void sparkNeitherCastsNorSorts() throws Exception {
    List<String> plans = new CopyOnWriteArrayList<>();
    QueryExecutionListener listener =
        new QueryExecutionListener() {
          @Override
          public void onSuccess(String name, QueryExecution query, long nanos) {
            plans.add(query.executedPlan().toString());
          }

          @Override
          public void onFailure(String name, QueryExecution query, Exception error) {}
        };
    // earlier queries may still be in the queue
    SPARK.spark().sparkContext().listenerBus().waitUntilEmpty();
    SPARK.spark().listenerManager().register(listener);
    try {
      append(rows(0, 9, "id as i", "id")).option("rowIndex", "i").save(file.toString());
      SPARK.spark().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      SPARK.spark().listenerManager().unregister(listener);
    }
    assertThat(plans)
        .anyMatch(plan -> plan.contains("CREATE " + file))
        .noneMatch(plan -> plan.contains("cast(") || plan.contains("Sort"))
        .noneMatch(plan -> plan.contains("Exchange"));
  }

  @Test
  void aReadSaysThatAnUpdateWasCutOffAndFinishesIt() throws IOException {
    saveTable(4, "C");
    CutOffUpdates.leave(file, 12);
    DataFrameReader reader = SPARK.spark().read().format("memmap").option("dtype", "int64");
    assertThatThrownBy(() -> reader.load(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file " + file + ": an update of it was cut off")
        .hasMessageContaining("repair=true");
    assertThat(reader.option("repair", "true").load(file.toString()).collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(0L, -1L, -2L, -3L, -4L, -5L, -6L, -7L, -8L, -9L, -10L, -11L);
    assertNothingElse();
  }

  @Test
  void aQueryPlannedBeforeTheCutOffFails() throws IOException {
    saveTable(4, "C");
    Dataset<Row> loaded =
        SPARK.spark().read().format("memmap").option("dtype", "int64").load(file.toString());
    CutOffUpdates.leave(file, 12);
    assertThatThrownBy(() -> loaded.selectExpr("sum(value)").head())
        .hasMessageContaining("an update of it was cut off");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatasetCollectedAgainAfterTheCutOffFails(boolean byLink) throws IOException {
    saveTable(4, "C");
    Path link = file.resolveSibling("link");
    Path named = byLink ? Files.createSymbolicLink(link, file) : file;
    Dataset<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "int64")
            .option("pushdown", "false")
            .load(named.toString())
            .selectExpr("value + 1");
    assertThat(rows.collectAsList()).hasSize(12);
    CutOffUpdates.leave(file, 12);
    assertThatThrownBy(rows::collectAsList)
        .hasStackTraceContaining("file " + file + ": an update of it was cut off")
        .hasStackTraceContaining("load it again with option repair=true");
  }

  @Test
  void anOverwriteDiscardsAnUnfinishedUpdate() throws IOException {
    saveTable(4, "C");
    CutOffUpdates.leave(file, 12);
    rows(0, 2, "id").write().format("memmap").mode("overwrite").save(file.toString());
    assertThat(longs()).containsExactly(0, 1);
    assertNothingElse();
  }

  @Test
  void theNextWriteFinishesAnUpdateThatWasCutOff() throws IOException {
    saveTable(4, "C");
    CutOffUpdates.leave(file, 12);
    append(rows(0, 1, "id", "id", "id")).save(file.toString());
    assertThat(longs()).containsExactly(0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, 0, 0, 0);
    assertNothingElse();
  }

  @Test
  void anOverwriteDuringAnUpdateIsRefused() throws IOException {
    saveTable(4, "C");
    try (InPlaceUpdate update = InPlaceUpdate.open(file, "1")) {
      assertThatThrownBy(
              () -> rows(0, 2, "id").write().format("memmap").mode("overwrite").save("" + file))
          .hasStackTraceContaining("another write is appending to it or updating it");
      assertThatThrownBy(() -> append(rows(0, 2, "id", "id", "id")).save(file.toString()))
          .hasStackTraceContaining("another write is appending to it or updating it");
      assertThat(update.bytes()).isEqualTo(96);
    }
    assertThat(longs()).hasSize(12);
    assertNothingElse();
  }
}
