package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.remote.Libraries;
import io.memmap.remote.RemoteTesting;
import io.memmap.testing.ArrayFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar reads and writes HDFS and S3 on other Spark lines with the s3a of their Hadoop. Always
 * tested: the oldest line of Maven Central and the newest PySpark; with {@code -Pmatrix}, all
 * lines.
 */
final class RemoteLinesIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int ROWS = RemoteSmokeJob.ROWS;
  private static final int COLUMNS = 3;

  @TempDir static Path made;

  static List<SparkLine> lines() throws IOException {
    List<SparkLine> lines = new ArrayList<>(SparkLine.others());
    for (PySpark pyspark : PySpark.lines()) {
      lines.add(pyspark.spark());
    }
    return lines;
  }

  static List<SparkLine> built() {
    return List.of(SparkLine.built());
  }

  /** Element [i, j] of file n is 1000000 n + 10 i + j. */
  @BeforeAll
  static void putArrays() throws IOException {
    Files.createDirectories(made.resolve("parts"));
    Files.write(made.resolve("one.npy"), content(0));
    for (int part = 0; part < 3; part++) {
      Files.write(made.resolve("parts/part-" + part + ".npy"), content(part));
    }
    for (RemoteTesting remote : List.of(HDFS, S3)) {
      remote.put(made, "lines");
    }
  }

  private static byte[] content(int part) throws IOException {
    ByteBuffer data =
        ByteBuffer.allocate(ROWS * COLUMNS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        data.putInt(1_000_000 * part + 10 * i + j);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(ROWS, COLUMNS), Order.C));
    bytes.write(data.array());
    return bytes.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void readsAndWritesHdfsAndS3(SparkLine line) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (RemoteTesting remote : List.of(HDFS, S3)) {
      remote.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    }
    Map<String, ArrayFolder> written = new LinkedHashMap<>();
    written.put("hdfs", HDFS.folder("lines/" + line.version()));
    written.put("s3a", S3.folder("lines/" + line.version()));
    Path dir = EmptyDirectory.of("remote-" + line.version() + "-" + line.scala());

    String log =
        new LocalSubmit(line.classPath(), dir)
            .with(Libraries.ofS3a(line.hadoop()), settings)
            .run(RemoteSmokeJob.class, HDFS.folder() + "/lines", S3.folder() + "/lines");

    List<String> expected = new ArrayList<>(List.of("REMOTE version=" + line.version()));
    for (String scheme : List.of("hdfs", "s3a")) {
      expected.add(said(scheme, "one.npy", List.of(0)));
      expected.add(said(scheme, "parts", List.of(0, 1, 2)));
      expected.add(said(scheme, "parts/*1.npy", List.of(1)));
      expected.add("REMOTE " + scheme + " replaced: refused");
      expected.add("REMOTE exists: true");
    }
    // The streams that are the default since Hadoop 3.5 keep small objects in memory
    String s3 = line.hadoop().equals("3.5.0") ? "REMOTE s3a replaced: as planned" : "";
    assertThat(log.lines().filter(said -> said.startsWith("REMOTE ")))
        .map(said -> said.equals(s3) ? "REMOTE s3a replaced: refused" : said)
        .containsExactlyElementsOf(expected);
    assertThat(log).doesNotContain("testsecret");
    for (ArrayFolder folder : written.values()) {
      assertWritten(folder);
    }
  }

  private static void assertWritten(ArrayFolder folder) throws IOException {
    int few = RemoteSmokeJob.FEW_ROWS;
    int rows = RemoteSmokeJob.WRITTEN_ROWS;
    assertThat(folder.names()).containsExactly("appended.dat", "indexed.dat", "written.npy");
    byte[] npy = NpyHeader.encode(DTypes.parse("<i8"), Shape.of(rows), Order.C);
    assertBytes(folder.bytes("written.npy"), npy, rows, i -> i);
    assertBytes(folder.bytes("indexed.dat"), new byte[0], few, i -> i - few + 1);
    assertBytes(folder.bytes("appended.dat"), new byte[0], few + 3, i -> i < few ? i : i - few);
  }

  private static void assertBytes(
      byte[] found, byte[] header, int rows, LongUnaryOperator element) {
    ByteBuffer expected =
        ByteBuffer.allocate(header.length + rows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    expected.put(header);
    for (int i = 0; i < rows; i++) {
      expected.putLong(element.applyAsLong(i));
    }
    assertThat(Arrays.mismatch(found, expected.array()))
        .as("first byte that differs")
        .isEqualTo(-1);
  }

  @Tag("matrix")
  @ParameterizedTest(name = "{0}")
  @MethodSource("built")
  void readsAndWritesHdfsAndS3OnTheSparkThatWasBuiltAgainst(SparkLine line) throws Exception {
    readsAndWritesHdfsAndS3(line);
  }

  private static String said(String scheme, String path, List<Integer> parts) {
    long[] sums = new long[COLUMNS];
    for (int part : parts) {
      for (int j = 0; j < COLUMNS; j++) {
        sums[j] += ROWS * (1_000_000L * part + j) + 10L * ROWS * (ROWS - 1) / 2;
      }
    }
    int last = 1_000_000 * parts.get(parts.size() - 1) + 10 * (ROWS - 1) + 2;
    return String.format(
        "REMOTE %s %s rows=%d sums=[%d,%d,%d] last=[%d]",
        scheme, path, ROWS * parts.size(), sums[0], sums[1], sums[2], last);
  }
}
