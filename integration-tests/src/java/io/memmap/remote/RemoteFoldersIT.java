package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders, patterns, lists and hidden files on servers mean the files that local ones do. */
final class RemoteFoldersIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int COLUMNS = 2;
  private static final List<String> FILES =
      List.of(
          "year=2020/part-9.npy",
          "year=2020/part-10.npy",
          "year=2021/part-1.npy",
          "year=2021/month=1/deep.npy",
          "a b/c%20d+e=1.npy",
          "plain/x.npy",
          "plain/inner/y.npy");
  private static final List<String> HIDDEN =
      List.of(
          "year=2020/_x.npy",
          "year=2021/.y.npy",
          "plain/z.npy._COPYING_",
          "_logs/a.npy",
          ".tmp/b.npy");

  @TempDir static Path local;

  /**
   * What is loaded.
   *
   * @param paths below the root
   */
  private record Load(List<String> paths, Map<String, String> options) {
    Dataset<Row> below(RemoteTesting remote, String root) {
      String[] all = paths.stream().map(path -> root + "/" + path).toArray(String[]::new);
      return remote.spark().read().format("memmap").options(options).load(all);
    }

    @Override
    public String toString() {
      return paths + " " + options;
    }
  }

  private static final List<Load> LOADS =
      List.of(
          new Load(List.of("plain"), Map.of()),
          new Load(List.of("plain"), Map.of("recursiveFileLookup", "true")),
          new Load(List.of("plain/x.npy"), Map.of()),
          new Load(List.of("year=2020"), Map.of()),
          new Load(List.of("year=*/part-*"), Map.of()),
          new Load(List.of("year=20?1/part-[0-9].npy"), Map.of()),
          new Load(List.of("{plain,year=2020}/*.npy"), Map.of()),
          new Load(List.of("year=2021/part-1.npy", "plain/x.npy", "year=2020"), Map.of()),
          new Load(List.of("a b/c%20d+e=1.npy"), Map.of()),
          new Load(List.of(""), Map.of("recursiveFileLookup", "true")),
          new Load(List.of("plain"), Map.of("pathGlobFilter", "x*")));

  @BeforeAll
  static void putFiles() throws IOException {
    int first = 0;
    for (String name : FILES) {
      NpyFile.write(local.resolve(name), 3 + first % 4, COLUMNS, Order.C, first);
      first += 100;
    }
    for (String name : HIDDEN) {
      NpyFile.write(local.resolve(name), 1, COLUMNS, Order.C, -1);
    }
    for (RemoteTesting remote : List.of(HDFS, S3)) {
      remote.put(local, "tree");
    }
  }

  static Stream<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    LOADS.forEach(load -> ways.add(Arguments.of("HDFS", load)));
    LOADS.forEach(load -> ways.add(Arguments.of("S3", load)));
    return ways.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void theFilesAreThoseOfLocalFolders(String kind, Load load) throws IOException {
    RemoteTesting remote = kind.equals("S3") ? S3 : HDFS;
    String root = remote.folder() + "/tree";
    List<Row> expected = rows(load.below(remote, local.toString()), local.toString());
    assertThat(expected).isNotEmpty();
    assertThat(rows(load.below(remote, root), root)).isEqualTo(expected);
  }

  /** All rows with the names of their files below the root. */
  private static List<Row> rows(Dataset<Row> array, String root) {
    List<String> columns = new ArrayList<>(List.of("_row"));
    columns.addAll(List.of(array.columns()));
    return array
        .select(
            Stream.concat(
                    Stream.of(functions.expr("replace(_file, '" + root + "', '') f")),
                    columns.stream().map(functions::col))
                .toArray(Column[]::new))
        .collectAsList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"HDFS", "S3"})
  void anEmptyFolderSaysSo(String kind) {
    RemoteTesting remote = kind.equals("S3") ? S3 : HDFS;
    String pattern = remote.folder() + "/tree/none/*.npy";
    assertThatThrownBy(() -> remote.spark().read().format("memmap").load(pattern))
        .hasMessageContaining(pattern)
        .hasMessageContaining("no array files found there");
  }
}
