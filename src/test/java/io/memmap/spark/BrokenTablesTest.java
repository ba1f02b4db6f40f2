package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.HeaderBytes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.publish.CutOffUpdates;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL on files that are broken or cut: statements that do not read the array can replace it. */
class BrokenTablesTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  /** Runs a statement; {@code {x}} is the table of file x. */
  private void sql(String statement) {
    SPARK.sql(statement, folder);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** An int64 array of the numbers 0, 1, 2, ... */
  private Path save(String name, int elements) throws IOException {
    byte[] head =
        name.endsWith(".npy")
            ? NpyHeader.encode(DTypes.parse("<i8"), Shape.of(elements), Order.C)
            : new byte[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + 8 * elements).order(ByteOrder.LITTLE_ENDIAN).put(head);
    for (long i = 0; i < elements; i++) {
      bytes.putLong(i);
    }
    return Files.write(file(name), bytes.array());
  }

  private List<Long> stored(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.toString().endsWith(".npy")) {
      bytes.position(128);
      Shape shape = HeaderBytes.parse(Files.readAllBytes(file), bytes.limit()).shape();
      assertThat(shape).isEqualTo(Shape.of(bytes.remaining() / 8));
    }
    List<Long> all = new ArrayList<>();
    while (bytes.remaining() >= 8) {
      all.add(bytes.getLong());
    }
    return all;
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<String> found = new ArrayList<>();
      for (Path path : all.sorted().toList()) {
        byte[] bytes = Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0];
        found.add(path + " " + HexFormat.of().formatHex(bytes));
      }
      return found;
    }
  }

  private void assertNothingBeside(Path file) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad.npy", "bad.npz", "bad.dat?dtype=i8&shape=9", "bad.dat?dtype=i8"})
  void aBrokenFileIsReplacedAndDeleted(String name) throws IOException {
    Path file = file(name.split("\\?", -1)[0]);
    Files.write(file, new byte[10]);
    sql("CREATE TABLE IF NOT EXISTS {" + name + "} AS SELECT 1L value");
    assertThat(file).hasBinaryContent(new byte[10]);
    if (!name.endsWith("z")) {
      for (String statement : List.of("CREATE OR REPLACE", "REPLACE")) {
        Files.write(file, new byte[10]);
        String shape = name.contains("shape") ? "range(9)" : "range(3)";
        sql(statement + " TABLE {" + name + "} AS SELECT id value FROM " + shape);
        assertThat(stored(file)).startsWith(0L, 1L, 2L);
      }
      Files.write(file, new byte[10]);
    }
    sql("DROP TABLE {" + name + "} PURGE");
    assertThat(file).doesNotExist();
  }

  @Test
  void aBrokenFileIsNeitherReadNorAppendedTo() throws IOException {
    Files.write(file("bad.npy"), new byte[10]);
    Files.write(file("bad.dat"), new byte[10]);
    for (String table : List.of("{bad.npy}", "{bad.dat?dtype=i8}", "{bad.dat?dtype=i8&shape=9}")) {
      String message = table.contains("npy") ? "a .npy header" : "bytes";
      assertThatThrownBy(() -> sql("SELECT * FROM " + table)).hasMessageContaining(message);
      assertThatThrownBy(() -> sql("INSERT INTO " + table + " VALUES (1)"))
          .hasMessageContaining(message);
      assertThatThrownBy(() -> sql("UPDATE " + table + " SET value = 1"))
          .hasMessageContaining(message);
    }
    assertThat(file("bad.dat")).hasBinaryContent(new byte[10]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short.npy", "short.dat?dtype=i8&shape=4", "short.dat?dtype=i8"})
  void anInsertOverwriteReplacesAFileThatIsTooShort(String name) throws IOException {
    Path file = save(name.split("\\?", -1)[0], 4);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    sql("INSERT OVERWRITE {" + name + "} VALUES (5), (6)");
    assertThat(stored(file)).containsExactly(5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.dat?dtype=i8", "a.dat?dtype=i8&shape=3", "a.npy?repair=true"})
  void aStatementFinishesAnUpdateThatWasCutOff(String name) throws IOException {
    Path file = save(name.split("\\?", -1)[0], 3);
    CutOffUpdates.leave(file, 3);
    sql("INSERT INTO {" + name + "} VALUES (7)");
    assertThat(stored(file)).containsExactly(0L, -1L, -2L, 7L);
    CutOffUpdates.leave(file, 3);
    sql("INSERT OVERWRITE {" + name + "} VALUES (8), (9), (10)");
    assertThat(stored(file)).containsExactly(8L, 9L, 10L);
    CutOffUpdates.leave(file, 3);
    sql("CREATE OR REPLACE TABLE {" + name + "} AS SELECT id value FROM range(3)");
    assertThat(stored(file)).containsExactly(0L, 1L, 2L);
    CutOffUpdates.leave(file, 3);
    sql("UPDATE {" + name + "} SET value = value + 100 WHERE _row = 1");
    assertThat(stored(file)).containsExactly(0L, 99L, -2L);
    CutOffUpdates.leave(file, 3);
    sql(
        "MERGE INTO {"
            + name
            + "} t USING (SELECT 2L r) s ON t._row = s.r"
            + " WHEN MATCHED THEN UPDATE SET value = value - 100");
    assertThat(stored(file)).containsExactly(0L, -1L, -102L);
    assertNothingBeside(file);
    CutOffUpdates.leave(file, 3);
    sql("DROP TABLE {" + name + "} PURGE");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).isEmpty();
    }
  }

  /** The append adds four rows, the header says seven rows, and two and a half are written. */
  @ParameterizedTest
  @CsvSource({"a.npy,0", "a.npy,20", "a.dat?dtype=i8,0", "a.dat?dtype=i8,20", "a.dat?dtype=i8,16"})
  void aStatementFinishesAnAppendThatWasCutOff(String name, int applied) throws IOException {
    Path file = save(name.split("\\?", -1)[0], 3);
    CutOffUpdates.leaveAppend(file, 3, 4, applied);
    if (applied % 8 != 0) {
      assertThatThrownBy(() -> sql("SELECT * FROM {" + name + "}"))
          .hasMessageContaining("an update of it was cut off");
    }
    sql("INSERT INTO {" + name + "} VALUES (7)");
    assertThat(stored(file)).containsExactly(0L, 1L, 2L, -3L, -4L, -5L, -6L, 7L);
    assertNothingBeside(file);
  }

  /** The statement was planned for fewer rows than the array has after the append. */
  @ParameterizedTest
  @CsvSource({"a.npy,0", "a.npy,20", "a.dat?dtype=i8,0", "a.dat?dtype=i8,20", "a.dat?dtype=i8,16"})
  void anUpdateAfterAnAppendThatWasCutOffIsRunAgain(String name, int applied) throws IOException {
    Path file = save(name.split("\\?", -1)[0], 3);
    CutOffUpdates.leaveAppend(file, 3, 4, applied);
    String update = "UPDATE {" + name + "} SET value = 9";
    assertThatThrownBy(() -> sql(update)).hasStackTraceContaining("run it again");
    assertThat(stored(file)).containsExactly(0L, 1L, 2L, -3L, -4L, -5L, -6L);
    sql(update);
    assertThat(stored(file)).containsOnly(9L).hasSize(7);
    assertNothingBeside(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.npy", "a.dat?dtype=i8", "a.npy?repair=true", "a.dat?dtype=i8&repair=true"})
  void explainChangesNothing(String name) throws IOException {
    Path file = save(name.split("\\?", -1)[0], 3);
    CutOffUpdates.leave(file, 3);
    List<String> before = everything();
    for (String statement :
        List.of(
            "INSERT INTO {} VALUES (7)",
            "INSERT OVERWRITE {} VALUES (7)",
            "CREATE OR REPLACE TABLE {} AS SELECT 1L value",
            "UPDATE {} SET value = 7",
            "MERGE INTO {} t USING (SELECT 2L r) s ON t._row = s.r"
                + " WHEN MATCHED THEN UPDATE SET value = 7",
            "DROP TABLE {} PURGE")) {
      sql("EXPLAIN EXTENDED " + statement.replace("{}", "{" + name + "}"));
      assertThat(everything()).as(statement).isEqualTo(before);
    }
  }
}
