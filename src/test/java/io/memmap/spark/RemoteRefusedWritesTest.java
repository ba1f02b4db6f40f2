package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes to stores that are refused leave what is there, and say why. */
class RemoteRefusedWritesTest extends RemoteWritesTesting {
  static Stream<Map<String, String>> wrong() {
    return Stream.of(
        Map.of("shape", "4"),
        Map.of("rowIndex", "i"),
        Map.of("rowIndex", "i", "shape", "3"),
        Map.of("rowIndex", "i", "order", "F"));
  }

  /** The messages are those of a local file, but for its name. */
  @ParameterizedTest
  @MethodSource("wrong")
  void rowsThatMakeNoArrayAreRefused(Map<String, String> options) throws IOException {
    boolean indexed = options.containsKey("rowIndex");
    Dataset<Row> rows =
        range(5, 2).selectExpr(indexed ? "id div 2 * 3 as i" : "id as v", "id as w");
    Dataset<Row> saved = indexed ? rows : rows.select("v");
    String there = message(saved, options, local.resolve("a.npy").toString());
    assertThat(message(saved, options, uri("a.npy")))
        .isEqualTo(there.replace(local + "/", uri("")));
    assertThat(names(remote)).isEmpty();
  }

  @Test
  void raggedRowsAreRefused() throws IOException {
    Dataset<Row> ragged = range(4, 2).selectExpr("if(id < 2, array(id), array(id, id)) as v");
    assertThatThrownBy(() -> writer(ragged, Map.of()).save(uri("a.npy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ragged");
    assertThat(names(remote)).isEmpty();
  }

  @Test
  void aLongFileIsNotRewritten() throws IOException {
    writer(range(1000, 1), Map.of()).save(uri("a.npy"));
    byte[] first = Files.readAllBytes(remote.resolve("a.npy"));

    assertThatThrownBy(
            () ->
                writer(range(1, 1), Map.of("rewriteLimit", "4k")).mode("append").save(uri("a.npy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rewriteLimit")
        .hasMessageContaining("a folder of arrays")
        .hasMessageContaining("found 8128");
    assertThat(Files.readAllBytes(remote.resolve("a.npy"))).isEqualTo(first);

    writer(range(1, 1), Map.of("rewriteLimit", "8k")).mode("append").save(uri("a.npy"));
    assertThat(Files.size(remote.resolve("a.npy"))).isEqualTo(8136);
  }

  @ParameterizedTest
  @EnumSource
  void aRewriteLeavesAFileThatChangedMeanwhile(Way way) throws IOException {
    begin(way);
    writer(range(3, 1), Map.of()).save(uri("a.npy"));
    Path other = local.resolve("other.npy");
    writer(range(5, 1), Map.of()).save(other.toString());
    String from = other.toString();
    String to = remote.resolve("a.npy").toString();
    Dataset<Row> rows =
        range(2, 1)
            .map(
                (MapFunction<Row, Long>)
                    row -> {
                      Files.copy(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING);
                      return row.getLong(0);
                    },
                Encoders.LONG())
            .toDF();

    assertThatThrownBy(() -> writer(rows, Map.of()).mode("append").save(uri("a.npy")))
        .hasMessageContaining(uri("a.npy"))
        .hasMessageContaining("changed after the statement was planned")
        .hasMessageContaining("nothing was written, run it again");
    assertThat(remote.resolve("a.npy")).hasSameBinaryContentAs(other);
  }

  @ParameterizedTest
  @EnumSource
  void aRewriteLeavesAFileThatIsReplacedWhileItIsPublished(Way way) throws IOException {
    begin(way);
    writer(range(3, 1), Map.of()).save(uri("a.npy"));
    Path other = local.resolve("other.npy");
    writer(range(5, 1), Map.of()).save(other.toString());
    faults.beforeCreate =
        path -> {
          if (List.of("array", "a.npy").contains(path.getFileName().toString())) {
            replace(other, remote.resolve("a.npy"));
          }
        };

    assertThatThrownBy(() -> writer(range(2, 1), Map.of()).mode("append").save(uri("a.npy")))
        .hasMessageContaining(uri("a.npy"))
        .hasMessageContaining("changed or replaced by another process");
    assertThat(remote.resolve("a.npy")).hasSameBinaryContentAs(other);
    assertThat(names(remote)).containsExactly("a.npy");
  }

  private static void replace(Path from, Path to) {
    try {
      Path copy = Files.createTempFile(to.getParent(), "copy", "");
      Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aMissingFileIsNotUpdated() {
    assertThatThrownBy(
            () ->
                writer(
                        range(2, 1).selectExpr("id as i", "id"),
                        Map.of("mode", "r+", "rowIndex", "i"))
                    .mode("append")
                    .save(uri("a.npy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri("a.npy") + ": not found");
  }

  @Test
  void foldersPatternsAndArchivesAreRefused() throws IOException {
    Files.createDirectory(remote.resolve("folder"));
    for (Map.Entry<String, String> refused :
        Map.of(
                "folder", "is a directory, which is never overwritten",
                "new/", "is the name of a folder",
                "*.npy", "is a pattern of names",
                "a.npz", "archive")
            .entrySet()) {
      assertThatThrownBy(() -> writer(range(1, 1), Map.of()).save(uri(refused.getKey())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(refused.getValue());
    }
  }

  @Test
  void theHeaderOfARawFileIsNotOverwritten() {
    writer(range(3, 1), Map.of()).save(uri("a.npy"));
    Dataset<Row> rows = range(1, 1).selectExpr("id as i", "id as v");
    assertThatThrownBy(
            () ->
                writer(rows, Map.of("mode", "r+", "rowIndex", "i", "header", "none"))
                    .mode("append")
                    .save(uri("a.npy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header");
  }

  @Test
  void anUnknownFileSystemIsRefused() {
    assertThatThrownBy(() -> writer(range(1, 1), Map.of()).save("nowhere://host/a.npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere://host/a.npy")
        .hasMessageContaining("has no file system for it");
  }

  @Test
  void foldersOnTheWayAreMade() {
    writer(range(3, 1), Map.of()).save(uri("new/folder/a.npy"));
    assertThat(remote.resolve("new/folder/a.npy")).exists();
  }
}
