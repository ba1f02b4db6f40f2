package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for files hold however a file is found: by name, in a folder, or by a glob. */
class FileRulesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  /** Each file has one byte, a number of its own. */
  @BeforeEach
  void write() throws IOException {
    write("a.dat", 1);
    write("_b.dat", 2);
    write(".c.dat", 4);
    write("d.bin", 8);
    write("old.dat", 16);
    write("e.dat._COPYING_", 32);
    Files.setLastModifiedTime(
        folder.resolve("old.dat"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
  }

  private Path write(String name, int value) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {(byte) value});
  }

  private static DataFrameReader memmap(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader;
  }

  private static int sum(Dataset<Row> rows) {
    return rows.select("value").collectAsList().stream().mapToInt(row -> row.getShort(0)).sum();
  }

  private int sum(String path, String... options) {
    return sum(memmap(options).load(path.isEmpty() ? folder.toString() : folder + "/" + path));
  }

  private void nothing(String path, String... options) {
    assertThatThrownBy(() -> sum(path, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no array files found there");
  }

  @Test
  void hiddenFilesAreSkippedUnlessThePathNamesThem() {
    assertThat(sum("")).isEqualTo(25);
    assertThat(sum("*")).isEqualTo(25);
    assertThat(sum("*.dat")).isEqualTo(17);
    assertThat(sum("{a,_b,.c}.dat")).isEqualTo(1);
    assertThat(sum("[._a]*")).isEqualTo(1);
    assertThat(sum("_*.dat")).isEqualTo(2);
    assertThat(sum(".*.dat")).isEqualTo(4);
    assertThat(sum("_b.dat")).isEqualTo(2);
    assertThat(sum(memmap().load(folder + "/.c.dat", folder + "/a.dat"))).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "old.dat", "o*"})
  void modificationTimesFilterAllFiles(String path) {
    assertThat(sum(path, "modifiedBefore", "2002-01-01T00:00:00")).isEqualTo(16);
    nothing(path, "modifiedAfter", "2100-01-01T00:00:00");
    nothing(path, "modifiedBefore", "1990-01-01T00:00:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "d.bin", "d*"})
  void pathGlobFilterFiltersAllFiles(String path) {
    assertThat(sum(path, "pathGlobFilter", "*.b[a-i]n")).isEqualTo(8);
    nothing(path, "pathGlobFilter", "*.npy");
    assertThatThrownBy(() -> sum(path, "pathGlobFilter", "*.npy"))
        .hasMessageEndingWith("; each file must also pass pathGlobFilter='*.npy'");
    assertThatThrownBy(() -> sum(path, "pathGlobFilter", "*.[npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option pathGlobFilter='*.[npy': '[' is not closed; write \\[ for the character");
  }

  @Test
  void filtersHoldInListsAndNestedFolders() throws IOException {
    write("k=1/x.dat", 32);
    write("k=1/x.bin", 64);
    assertThat(sum("k=*", "pathGlobFilter", "*.dat")).isEqualTo(32);
    assertThat(sum("", "pathGlobFilter", "*.bin", "recursiveFileLookup", "true")).isEqualTo(72);
    assertThat(
            sum(
                memmap("pathGlobFilter", "*.bin")
                    .load(folder + "/a.dat", folder + "/d.bin", folder + "/k=1")))
        .isEqualTo(72);
  }

  @Test
  void foldersOfRunningWritesAreNeverEntered() throws IOException {
    write(".a.dat.memmap-17/part-0", 32);
    write(".a.dat.memmap-17/array", 64);
    for (String path : List.of("", "*", "*/*", ".*", ".a*", ".a.dat.memmap-17")) {
      try {
        assertThat(sum(path, "recursiveFileLookup", "true")).as(path).isLessThan(32);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("no array files found there");
      }
    }
    nothing(".a.dat.memmap-17/part-0");
    nothing("*/*");
    nothing(".a*/*");
  }

  @Test
  void tablesOfAFolderAreItsFiles() throws Exception {
    SPARK.spark().conf().set("spark.sql.catalog.rules", MemmapCatalog.class.getName());
    List<String> names =
        SPARK
            .spark()
            .sql("SHOW TABLES IN rules.`" + folder + "`")
            .select("tableName")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(names).containsExactly("a.dat", "d.bin", "old.dat");
  }

  @Test
  void aFolderIsEnteredOnceHoweverLinksLeadBack() throws IOException {
    write("x/a.dat", 32);
    Files.createSymbolicLink(folder.resolve("x/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("x/up2"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("self"), folder);
    Files.createSymbolicLink(folder.resolve("z"), folder.resolve("x"));
    for (String filter : List.of("*", "*.dat")) {
      Dataset<Row> rows =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () ->
                  memmap("recursiveFileLookup", "true", "pathGlobFilter", filter)
                      .load(folder.toString()));
      assertThat(sum(rows)).isEqualTo(filter.equals("*") ? 57 : 49);
      assertThat(files(rows)).contains(folder + "/x/a.dat").doesNotContain(folder + "/z/a.dat");
    }
  }

  private static List<String> files(Dataset<Row> rows) {
    return rows.select("_file").distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aKeyFolderThatLinksBackIsNotEntered() throws IOException {
    write("t/k=1/a.dat", 32);
    Files.createSymbolicLink(folder.resolve("t/k=1/j=1"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("t/k=2"), Path.of("k=1"));
    Dataset<Row> rows =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> memmap().load(folder.resolve("t").toString()));
    assertThat(rows.orderBy("k").collectAsList().stream().map(row -> row.getInt(1)))
        .as("a link may give a folder a second key")
        .containsExactly(1, 2);
  }

  @Test
  void anInvalidPatternIsNamed() {
    assertThatThrownBy(() -> sum("a[.dat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + folder
                + "/a[.dat: not found, and no pattern either: '[' is not closed; write \\[ for the"
                + " character");
  }

  @Test
  void aNameThatIsNotTextIsNamed() throws Exception {
    Process made =
        new ProcessBuilder("sh", "-c", "touch \"$0/$(printf 'x\\377.dat')\"", folder.toString())
            .start();
    assertThat(made.waitFor()).isZero();
    for (String path : Arrays.asList("", "x*")) {
      assertThatThrownBy(() -> sum(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its name is not text in the encoding of this JVM, ");
    }
  }

  @Test
  void daskStacksAreReadByGlobsToo() throws IOException {
    write("s/0.npy", 0);
    write("s/info", 7);
    assertThat(memmap("header", "none").load(folder + "/s/*").count()).isEqualTo(1);
    assertThat(memmap("header", "none").load(folder + "/s").count()).isEqualTo(1);
  }
}
