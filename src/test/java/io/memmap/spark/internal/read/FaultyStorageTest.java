package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.LogLines;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.resolve.LookProgressLines;
import io.memmap.spark.internal.resolve.UnmappedAccess;
import io.memmap.testing.Faults;
import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of files on a file system of Hadoop, with its faults and capabilities. */
class FaultyStorageTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final List<String> SCHEMES = List.of("faulty", "hdfs", "s3a");

  @TempDir Path folder;

  private Faults faults;

  @BeforeEach
  void begin() {
    faults = Faults.begin();
    SCHEMES.forEach(
        scheme -> {
          spark().conf().set("fs." + scheme + ".impl", FaultyFileSystem.class.getName());
          spark().conf().set("fs." + scheme + ".impl.disable.cache", "true");
        });
  }

  @AfterEach
  void end() {
    SCHEMES.forEach(
        scheme -> {
          spark().conf().unset("fs." + scheme + ".impl");
          spark().conf().unset("fs." + scheme + ".impl.disable.cache");
        });
    assertThat(faults.openNow).as("streams left open").hasValue(0);
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  private static Dataset<Row> load(String path, String... options) {
    var reader = spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.load(path);
  }

  private static String remote(String scheme, Path path) {
    return scheme + "://host" + path;
  }

  private static Path golden(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(FaultyStorageTest.class.getResource("/numpy/files/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "npy/saved-v1-f4-C.npy, array",
    "npy/saved-v1-f4-C.npy, cells",
    "npy/saved-bool.npy, columns",
    "npy/saved-v1-i2-big-endian-F.npy, array",
    "npy/saved-v3-i2-big-endian-F.npy, cells",
    "npy/saved-struct-leading-gap-F.npy, columns",
    "npy/saved-text-big-endian-F.npy, columns",
    "npy/saved-struct-with-subarray.npy, array",
    "npy/saved-void.npy, bytes",
    "npy/saved-0d.npy, columns",
    "npy/saved-half.npy, columns",
  })
  void goldenFilesHaveTheSameRowsWhateverStreamsCanDo(String file, String layout) {
    Path local = golden(file);
    List<Row> expected = load(local.toString(), "layout", layout).collectAsList();
    for (String scheme : SCHEMES) {
      for (int capabilities = 0; capabilities < 8; capabilities++) {
        faults.positionalBuffers = (capabilities & 1) != 0;
        faults.readahead = (capabilities & 2) != 0;
        faults.etags = (capabilities & 4) != 0;
        faults.mostBytes = 1 + capabilities * 3;
        TaskRead read = new TaskRead(remote(scheme, local), Map.of("layout", layout), null);
        assertThat(read.rows()).as(scheme + capabilities).isEqualTo(expected);
      }
    }
  }

  @Test
  void archivesSlicesAndPredicatesHaveTheSameRows() throws IOException {
    Path archive = golden("npz/stored.npz");
    assertThat(load(remote("s3a", archive), "member", "x").collectAsList())
        .isEqualTo(load(archive.toString(), "member", "x").collectAsList());
    Path raw = ArrayFiles.counting(folder.resolve("a.dat"), 1000, 7);
    String[] options = {"dtype", "int32", "shape", "1000,7", "rowIndex", "i", "order", "F"};
    for (String slice : List.of("10:900:3, 2:", "::-1", "5")) {
      String[] sliced = Arrays.copyOf(options, options.length + 2);
      sliced[options.length] = "slice";
      sliced[options.length + 1] = slice;
      assertThat(load(remote("hdfs", raw), sliced).collectAsList())
          .isEqualTo(load(raw.toString(), sliced).collectAsList());
    }
    assertThat(
            load(remote("faulty", raw), options).where("i > 700 and _c3 % 5 = 1").collectAsList())
        .isEqualTo(load(raw.toString(), options).where("i > 700 and _c3 % 5 = 1").collectAsList())
        .isNotEmpty();
  }

  private void makeTable(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path day = Files.createDirectories(folder.resolve("t/day=" + i % 2));
      Files.copy(golden("npy/saved-v1-f4-C.npy"), day.resolve(i + ".npy"));
    }
    Files.write(folder.resolve("t/day=0/new.npy._COPYING_"), new byte[100]);
    Files.write(folder.resolve("t/_SUCCESS"), new byte[1]);
    Files.createDirectory(folder.resolve("t/.hidden"));
    Files.write(folder.resolve("t/.hidden/x.npy"), new byte[100]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"faulty", "hdfs", "s3a"})
  void foldersGlobsAndListsFindTheSameFiles(String scheme) throws IOException {
    makeTable(12);
    String table = folder.resolve("t").toString();
    for (String path : List.of("", "/day=1", "/day=*/*.npy", "/day=[0]", "/*/1*.npy")) {
      assertThat(load(remote(scheme, Path.of(table + path))).collectAsList())
          .as(path)
          .isEqualTo(load(table + path).collectAsList())
          .isNotEmpty();
    }
    assertThat(load(remote(scheme, Path.of(table)), "recursiveFileLookup", "true").collectAsList())
        .isEqualTo(load(table, "recursiveFileLookup", "true").collectAsList())
        .hasSize(12 * (int) load(golden("npy/saved-v1-f4-C.npy").toString()).count());
    assertThat(load(remote(scheme, Path.of(table)), "pathGlobFilter", "[3-5].npy").collectAsList())
        .isEqualTo(load(table, "pathGlobFilter", "[3-5].npy").collectAsList());
    String one = table + "/day=0/0.npy";
    String two = table + "/day=1/1.npy";
    assertThat(
            spark()
                .read()
                .format("memmap")
                .load(remote(scheme, Path.of(one)), two, remote(scheme, Path.of(two)))
                .count())
        .isEqualTo(3 * load(one).count());
  }

  @Test
  void namesHaveAnyCharacters() throws IOException {
    Path table = Files.createDirectories(folder.resolve("a b%20#c/k=x%3Ay é")).getParent();
    for (String name : List.of("1:2.npy", "3 4.npy", "5%6.npy", "7#8?.npy", "{9}.npy", "ü.npy")) {
      Files.copy(golden("npy/saved-v1-f4-C.npy"), table.resolve("k=x%3Ay é").resolve(name));
    }
    List<Row> expected = load(table.toString()).collectAsList();
    for (String scheme : SCHEMES) {
      assertThat(load(remote(scheme, table)).collectAsList()).as(scheme).isEqualTo(expected);
    }
    Path one = table.resolve("k=x%3Ay é/{9}.npy");
    assertThat(load(remote("hdfs", one)).count()).isEqualTo(load(one.toString()).count());
    assertThat(load(remote("hdfs", table) + "/*/[1-5]*").count()).isEqualTo(expected.size() / 2);
  }

  @Test
  void aTableCostsOneOpenOfEachFileAndCountingItCostsNone() throws IOException {
    makeTable(40);
    String table = remote("hdfs", folder.resolve("t"));
    Dataset<Row> loaded = load(table);
    assertThat(faults.opens).hasValue(40);
    assertThat(faults.lists).hasValue(3);
    int looks = faults.statuses.get();
    assertThat(looks).as("looks at the folder itself").isLessThan(10);
    long rows = loaded.count();
    assertThat(loaded.schema().fieldNames()).contains("day");
    assertThat(load(table).count()).isEqualTo(rows);
    assertThat(faults.opens).as("headers of two loads").hasValue(80);
    assertThat(loaded.collectAsList()).hasSize((int) rows);
    assertThat(faults.opens).as("one stream of each file").hasValue(120);
    assertThat(faults.statuses.get()).isLessThan(3 * looks + 1);
  }

  @Test
  void aFileThatIsReplacedAfterLoadFailsTheQuery() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 1000, 7);
    for (String scheme : SCHEMES) {
      Dataset<Row> loaded = load(remote(scheme, file), "dtype", "int32", "shape", "1000,7");
      Path other = ArrayFiles.counting(folder.resolve("b.dat"), 2000, 7);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(loaded::collectAsList)
          .hasStackTraceContaining("replaced by another file after the query was planned")
          .hasStackTraceContaining("load it again");
      assertThat(load(remote(scheme, file), "dtype", "int32", "shape", "2000,7").collectAsList())
          .hasSize(2000);
      ArrayFiles.counting(file, 1000, 7);
    }
  }

  @Test
  void filesThatVanishAreLeftOutIfTheUserSaysSo() throws IOException {
    makeTable(4);
    String table = remote("hdfs", folder.resolve("t"));
    Dataset<Row> strict = load(table);
    Dataset<Row> lenient = load(table, "ignoreMissingFiles", "true");
    long all = lenient.count();
    Files.delete(folder.resolve("t/day=1/3.npy"));
    assertThat(lenient.collectAsList()).hasSize((int) all * 3 / 4);
    assertThat(lenient.count()).isEqualTo(all * 3 / 4);
    assertThatThrownBy(strict::collectAsList)
        .hasStackTraceContaining("not found; it was removed after the query was planned");
  }

  @Test
  void filesThatVanishBeforeTheirHeadersAreReadAreLeftOutIfTheUserSaysSo() throws IOException {
    makeTable(4);
    String table = remote("faulty", folder.resolve("t"));
    long all = load(table).count();
    faults.beforeOpen = FaultyStorageTest::deleteTheThird;
    assertThatThrownBy(() -> load(table))
        .hasMessageStartingWith("file " + table + "/day=1/3.npy: not found; it was removed")
        .hasMessageNotContainingAny("pathGlobFilter");
    Files.copy(golden("npy/saved-v1-f4-C.npy"), folder.resolve("t/day=1/3.npy"));
    assertThat(load(table, "ignoreMissingFiles", "true").count()).isEqualTo(all * 3 / 4);
  }

  private static void deleteTheThird(Path opened) {
    try {
      if (opened.endsWith("3.npy")) {
        Files.deleteIfExists(opened);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void mappingsAreRefusedByOneWarning() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 10, 3);
    String path = remote("faulty", file);
    String[] options = {"dtype", "int32", "shape", "10,3", "access", "mmap"};
    assertThat(LogLines.of(UnmappedAccess.class, () -> load(path, options).collectAsList()))
        .containsExactly(
            "file "
                + path
                + ": access=mmap was asked for, but a remote file cannot be mapped; it is read as"
                + " with access=read");
    assertThat(Plans.text(load(path, options))).contains("access=read");
    assertThat(
            LogLines.of(
                UnmappedAccess.class,
                () -> {
                  load(path, Arrays.copyOf(options, 4)).collectAsList();
                  load(file.toString(), options).collectAsList();
                }))
        .isEmpty();
  }

  @Test
  void settingsOfFileSystemsPassAndAreNeverShown() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 10, 3);
    String[] options = {"dtype", "int32", "shape", "10,3", "fs.s3a.secret.key", "hunter2"};
    Dataset<Row> loaded = load(remote("s3a", file), options);
    assertThat(loaded.collectAsList()).hasSize(10);
    assertThat(faults.openOptions).isNotEmpty();
    assertThat(loaded.queryExecution().toString()).doesNotContain("hunter2");
    assertThat(loaded.toString()).doesNotContain("hunter2");
    Files.delete(file);
    assertThatThrownBy(loaded::collectAsList)
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hunter2"));
    assertThatThrownBy(() -> load(remote("s3a", file), options))
        .hasMessageContaining("not found")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hunter2"));
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void partitionsCarryTheHostsOfMostOfTheirBytes() throws IOException {
    faults.hosts = new String[] {"one", "two", "three", "four", "five"};
    faults.blockBytes = 4000; // of 1000 rows of a column
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 5000, 1);
    Map<String, String> options = Map.of("dtype", "int32", "shape", "5000,1", "numPartitions", "5");
    int looks = faults.blockLooks.get();
    assertThat(hosts(remote("hdfs", file), options))
        .containsExactly(
            List.of("one"), List.of("two"), List.of("three"), List.of("four"), List.of("five"));
    assertThat(faults.blockLooks.get() - looks).isLessThanOrEqualTo(3);
    assertThat(
            hosts(
                remote("hdfs", file),
                Map.of("dtype", "int32", "shape", "5000,1", "numPartitions", "1", "slice", "500:")))
        .containsExactly(List.of("five", "four", "three"));
    assertThat(hosts(remote("s3a", file), options)).containsOnly(List.of());
    assertThat(hosts(file.toString(), options)).containsOnly(List.of());
  }

  private static List<List<String>> hosts(String path, Map<String, String> options) {
    return Arrays.stream(new TaskRead(path, options, null).batch().planInputPartitions())
        .map(InputPartition::preferredLocations)
        .map(List::of)
        .toList();
  }

  @Test
  void equalScansShareAnExchange() throws IOException {
    String path = remote("s3a", ArrayFiles.counting(folder.resolve("a.dat"), 100, 3));
    SparkSession session =
        Plans.session(
            SPARK,
            fresh -> {
              fresh.conf().set("fs.s3a.impl", FaultyFileSystem.class.getName());
              fresh.conf().set("fs.s3a.impl.disable.cache", "true");
              fresh.conf().set("spark.sql.adaptive.enabled", "false");
              fresh.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
            });
    faults.etags = true;
    Dataset<Row> one = counted(session, path, "x");
    Dataset<Row> joined = one.join(counted(session, path, "x"), "i");
    assertThat(Plans.text(joined)).contains("ReusedExchange");
    assertThat(joined.orderBy("i").collectAsList())
        .hasSize(100)
        .startsWith(RowFactory.create(0L, 0, 1, 2, 0, 1, 2));
    assertThat(Plans.text(one.join(counted(session, path, "y"), "i")))
        .doesNotContain("ReusedExchange");
  }

  private static Dataset<Row> counted(SparkSession session, String path, String setting) {
    return session
        .read()
        .format("memmap")
        .option("dtype", "int32")
        .option("shape", "100,3")
        .option("rowIndex", "i")
        .option("fs.s3a.user.agent.prefix", setting)
        .load(path);
  }

  @Test
  void manyHeadersAreReadInParallelAndLogTheirProgress() throws IOException {
    Path table = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 1000; i++) {
      Files.createLink(table.resolve(i + ".npy"), linked(table));
    }
    String path = remote("hdfs", table);
    assertThat(LookProgressLines.of(() -> load(path).count()))
        .startsWith("reading the headers of 1000 files")
        .endsWith("read the headers of 1000 of 1000 files");
    assertThat(faults.opens).hasValue(1000);
  }

  private Path linked(Path table) throws IOException {
    Path one = table.resolveSibling("one.npy");
    if (!Files.exists(one)) {
      Files.copy(golden("npy/saved-v1-f4-C.npy"), one);
    }
    return one;
  }
}
