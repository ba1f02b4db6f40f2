package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that follow folders and globs: new files, and new rows of files that are known. */
class FolderStreamTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final Map<String, String> PAIRS = Map.of("dtype", "int32", "shape", "-1,2");

  @TempDir Path folder;
  private Path arrays;
  private FollowedQuery query;

  @BeforeEach
  void make() throws IOException {
    arrays = Files.createDirectory(folder.resolve("arrays"));
    query = new FollowedQuery(SPARK.spark(), folder.resolve("checkpoint"));
  }

  private GrowingFile file(String name, int first) {
    return new GrowingFile(arrays.resolve(name), first);
  }

  private Dataset<Row> stream(String... more) {
    Map<String, String> options = new HashMap<>(PAIRS);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return query.load(arrays, options);
  }

  private List<Integer> read(String... options) throws Exception {
    return GrowingFile.elements(query.readAvailable(stream(options)));
  }

  @Test
  void readsNewFilesAndNewRows() throws Exception {
    GrowingFile two = file("2.dat", 200).appendRows(2);
    file("10.dat", 1000).appendRows(1);
    assertThat(read()).containsExactly(200, 201, 202, 203, 1000, 1001);
    query.batches().clear();
    file("1.dat", 100).appendRows(1);
    two.appendRows(1).appendBytes(3);
    file("3.dat", 300).appendBytes(7);
    assertThat(read()).containsExactly(204, 205, 100, 101);
  }

  @Test
  void limitsRowsAndFiles() throws Exception {
    for (int i = 1; i <= 4; i++) {
      file(i + ".dat", 100 * i).appendRows(3);
    }
    query.readAvailable(stream("maxFilesPerTrigger", "3", "maxRowsPerTrigger", "5"));
    assertThat(query.batches().values()).extracting(List::size).containsExactly(5, 5, 2);
    assertThat(GrowingFile.elements(query.rows())).hasSize(24).startsWith(100).endsWith(405);
  }

  @Test
  void limitsFilesAlone() throws Exception {
    for (int i = 1; i <= 5; i++) {
      file(i + ".dat", 100 * i).appendRows(i);
    }
    query.readAvailable(stream("maxFilesPerTrigger", "2"));
    assertThat(query.batches().values()).extracting(List::size).containsExactly(3, 7, 5);
  }

  @Test
  void countsTheStartingRowOverAllFiles() throws Exception {
    file("1.dat", 100).appendRows(3);
    file("2.dat", 200).appendRows(3);
    assertThat(read("startingRow", "4")).containsExactly(202, 203, 204, 205);
  }

  @Test
  void beginsEmptyWithOptions() throws Exception {
    assertThat(read()).isEmpty();
    file("1.dat", 0).appendRows(1);
    assertThat(read()).containsExactly(0, 1);
  }

  @Test
  void beginsEmptyWithASchema() throws Exception {
    Dataset<Row> stream =
        SPARK.spark().readStream().format("memmap").schema("a int, b int").load("" + arrays);
    assertThat(query.readAvailable(stream)).isEmpty();
    file("1.dat", 0).appendRows(1);
    assertThat(GrowingFile.elements(query.readAvailable(stream))).containsExactly(0, 1);
    assertThat(stream.columns()).containsExactly("a", "b");
  }

  @Test
  void anEmptyFolderNeedsADescription() {
    assertThatThrownBy(() -> query.load(arrays, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "file "
                + arrays
                + ": no array is there yet, and nothing says what the files will hold;"
                + " give dtype and shape, or a schema");
  }

  @Test
  void aFileThatWasReadMayBeDeleted() throws Exception {
    GrowingFile one = file("1.dat", 0).appendRows(1);
    file("2.dat", 10).appendRows(1);
    read();
    Files.delete(one.path());
    file("3.dat", 20).appendRows(1);
    assertThat(read()).containsExactly(0, 1, 10, 11, 20, 21);
  }

  @Test
  void aFileThatIsDeletedBeforeItWasReadStopsTheQuery() throws Exception {
    GrowingFile one = file("1.dat", 0).appendRows(3);
    file("2.dat", 10).appendRows(1);
    Dataset<Row> stream = stream("maxRowsPerTrigger", "2");
    query.whenBatchEnds(
        id -> {
          Files.deleteIfExists(one.path());
        });
    assertThat(query.failure(stream))
        .contains("file " + one.path() + ": deleted before all of its rows were read,")
        .contains("the checkpoint has 2 of 3 rows, found no file");
    assertThat(GrowingFile.elements(query.readAvailable(stream("failOnDataLoss", "false"))))
        .containsExactly(0, 1, 2, 3, 10, 11);
  }

  @Test
  void aFileOfAnotherArrayStopsTheQuery() throws Exception {
    file("1.dat", 0).appendRows(1);
    read();
    Npy.write(arrays.resolve("2.npy"), "<i4", "(1, 3)", new int[] {1, 2, 3});
    assertThat(query.failure(query.load(arrays, Map.of("dtype", "int32", "shape", "-1,2"))))
        .contains("2.npy: option shape='(-1, 2)' contradicts its header");
  }

  @Test
  void followsAGlobWithColumnsOfFolders() throws Exception {
    Files.createDirectories(arrays.resolve("day=1"));
    new GrowingFile(arrays.resolve("day=1/a.dat"), 0).appendRows(1);
    Dataset<Row> stream = stream("pathGlobFilter", "*.dat");
    assertThat(query.readAvailable(stream)).extracting(Row::mkString).containsExactly("011");
    Files.createDirectories(arrays.resolve("day=2"));
    new GrowingFile(arrays.resolve("day=2/a.dat"), 4).appendRows(1);
    assertThat(query.readAvailable(stream))
        .extracting(row -> row.mkString(" "))
        .containsExactly("0 1 1", "4 5 2");
    Files.createDirectories(arrays.resolve("day=x"));
    new GrowingFile(arrays.resolve("day=x/a.dat"), 4).appendRows(1);
    assertThat(query.failure(stream))
        .contains("the names of its folders do not fit the columns day int");
  }

  @Test
  void keepsTheRowsOfManyFilesInAFile() throws Exception {
    for (int i = 0; i < 120; i++) {
      file(i + ".dat", 2 * i).appendRows(1);
    }
    Dataset<Row> stream = stream("maxFilesPerTrigger", "50");
    assertThat(query.readAvailable(stream)).hasSize(120);
    GrowingFile fresh = file("120.dat", 240).appendRows(1);
    assertThat(query.readAvailable(stream)).hasSize(121);
    fresh.appendRows(1);
    List<Integer> all = GrowingFile.elements(query.readAvailable(stream));
    assertThat(all).hasSize(244).isSorted().doesNotHaveDuplicates();
    try (Stream<Path> files = Files.list(folder.resolve("checkpoint/sources/0"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("rows-"))
          .hasSize(2);
    }
  }
}
