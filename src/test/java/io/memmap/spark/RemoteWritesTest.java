package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A save to a file system of Hadoop leaves the bytes that the same save to the local file system
 * leaves, and nothing else.
 */
class RemoteWritesTest extends RemoteWritesTesting {
  @ParameterizedTest
  @EnumSource
  void anArrayOfManyPartitionsIsOneFile(Way way) throws IOException {
    begin(way);
    Dataset<Row> rows = range(101, 13).where("id < 20 or id > 60"); // some partitions are empty
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(13);
    assertSame(rows, "a.npy", "overwrite", Map.of());
    assertSame(rows, "a.dat", "overwrite", Map.of("dtype", ">i2", "offset", "7"));
    assertThat(faults.outputsNow.get()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"npy,C", "npy,F", "none,C", "none,F"})
  void aTableIsTheSameInEachLayout(String header, String order) throws IOException {
    Map<String, String> options = new TreeMap<>(Map.of("order", order, "header", header));
    Dataset<Row> columns = range(50, 6).selectExpr("id as i", "id * 2 as a", "id * 3 as b");
    assertSame(columns.drop("i"), "columns", "overwrite", options);

    options.put("rowIndex", "i");
    assertSame(columns.sort("a").repartition(5), "indexed", "overwrite", options);

    options.put("shape", "60,2");
    options.put("nullValue", "-1");
    assertSame(columns.where("i % 3 = 1"), "filled", "overwrite", options);

    Dataset<Row> arrays = range(50, 6).selectExpr("array(id, id + 1, id + 2) as v");
    assertSame(arrays, "arrays", "overwrite", Map.of("order", order, "header", header));

    options.remove("rowIndex");
    options.remove("nullValue");
    options.put("layout", "cells");
    options.put("shape", "5,3");
    Dataset<Row> cells = range(9, 3).selectExpr("id div 3 as i0", "id % 3 as i1", "id as value");
    assertSame(cells, "cells", "overwrite", options);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyDataFrameIsAnArrayWithoutRows(Way way) throws IOException {
    begin(way);
    Dataset<Row> none = range(10, 3).where("id < 0");
    assertSame(none, "a.npy", "overwrite", Map.of());
    assertSame(none, "a.dat", "overwrite", Map.of("dtype", "<f4")); // one byte, as by np.memmap
    assertSame(none, "b.dat", "overwrite", Map.of("dtype", "<f4", "shape", "4"));
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreAppendedAndReplaced(Way way) throws IOException {
    begin(way);
    for (String file : List.of("a.npy", "a.dat")) {
      Dataset<Row> rows = range(10, 2).selectExpr("id as a", "id as b");
      assertSame(rows, file, "append", Map.of());
      assertSame(rows, file, "append", Map.of());
      Dataset<Row> changed = range(4, 2).selectExpr("id * 5 as i", "-id as a", "0L as b");
      Map<String, String> shape = file.equals("a.dat") ? Map.of("shape", "20,2") : Map.of();
      Map<String, String> options = new TreeMap<>(shape);
      options.putAll(Map.of("mode", "r+", "rowIndex", "i", "dtype", "<i8"));
      assertSame(changed, file, "append", options);
      assertThat(Files.size(remote.resolve(file))).isGreaterThanOrEqualTo(320);
    }
  }

  @Test
  void aRawFileGrowsToItsShape() throws IOException {
    assertSame(range(3, 1), "a.dat", "overwrite", Map.of());
    Dataset<Row> one = range(1, 1).selectExpr("7L as i", "id + 1 as v");
    assertSame(
        one,
        "a.dat",
        "append",
        Map.of("mode", "r+", "rowIndex", "i", "shape", "9", "dtype", "<i8"));
    assertThat(Files.size(remote.resolve("a.dat"))).isEqualTo(72);
  }

  @Test
  void rowsWithoutAHeaderAreJoinedToAFileOfAnyLength() throws IOException {
    begin(Way.JOIN);
    Map<String, String> least = Map.of("rewriteLimit", "1", "dtype", "<i2", "offset", "6");
    assertSame(range(1000, 3), "a.dat", "overwrite", least);
    faults.joined.set(0);
    assertSame(range(2000, 3), "a.dat", "append", least);
    assertSame(range(10, 3).where("id < 0"), "a.dat", "append", least);
    assertThat(faults.joined.get()).isPositive();

    assertThatThrownBy(
            () ->
                writer(range(7, 2).selectExpr("array(id, id, id) as v"), least)
                    .mode("append")
                    .option("shape", "2000,3")
                    .save(uri("a.dat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri("a.dat"))
        .hasMessageContaining("give the shape after the append");
    Dataset<Row> indexed = range(5, 2).selectExpr("id + 3000 as i", "id as v");
    assertThatThrownBy(
            () -> writer(indexed, least).mode("append").option("rowIndex", "i").save(uri("a.dat")))
        .hasMessageContaining("rewriteLimit");
    assertThat(remote.resolve("a.dat")).hasSameBinaryContentAs(local.resolve("a.dat"));
    assertThat(names(remote)).containsExactly("a.dat");
  }

  @ParameterizedTest
  @EnumSource
  void otherSaveModesLeaveTheFileAlone(Way way) throws IOException {
    begin(way);
    writer(range(3, 1), Map.of()).mode("errorifexists").save(uri("a.npy"));
    byte[] first = Files.readAllBytes(remote.resolve("a.npy"));

    writer(range(5, 1), Map.of()).mode("ignore").save(uri("a.npy"));
    assertThatThrownBy(() -> writer(range(5, 1), Map.of()).mode("errorifexists").save(uri("a.npy")))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("PATH_ALREADY_EXISTS")
        .hasMessageContaining(uri("a.npy"));

    assertThat(Files.readAllBytes(remote.resolve("a.npy"))).isEqualTo(first);
    writer(range(5, 1), Map.of()).mode("ignore").save(uri("b.npy"));
    assertThat(names(remote)).containsExactly("a.npy", "b.npy");
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatFailsLeavesTheOldArray(Way way) throws Exception {
    begin(way);
    writer(range(3, 1), Map.of()).save(uri("a.npy"));
    byte[] first = Files.readAllBytes(remote.resolve("a.npy"));

    Dataset<Row> bad = range(40, 4).selectExpr("if(id = 33, null, id) as v");
    for (Map<String, String> options :
        List.of(Map.<String, String>of(), Map.of("order", "F"), Map.of("mode", "w+"))) {
      assertThatThrownBy(() -> writer(bad, options).save(uri("a.npy")))
          .hasMessageContaining("null");
    }
    assertThatThrownBy(() -> writer(bad, Map.of()).mode("append").save(uri("a.npy")))
        .hasMessageContaining("null");
    assertThatThrownBy(() -> writer(bad, Map.of()).mode("errorifexists").save(uri("b.npy")))
        .hasMessageContaining("null");

    assertThat(Files.readAllBytes(remote.resolve("a.npy"))).isEqualTo(first);
    awaitNothingBut("a.npy", !faults.publishesAtClose);
  }

  /**
   * Spark does not wait for the tasks that it kills, each of which removes what it has staged. On
   * an object store one that was just completing leaves it, under a hidden name.
   */
  private void awaitNothingBut(String file, boolean alsoHidden) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!(below(remote, alsoHidden).equals(List.of(file)) && faults.outputsNow.get() == 0)
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(below(remote, alsoHidden)).containsExactly(file);
    assertThat(faults.outputsNow.get()).isZero();
  }

  /** Object stores have no folders without objects. */
  private static List<String> below(Path folder, boolean alsoHidden) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .filter(name -> alsoHidden || !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
