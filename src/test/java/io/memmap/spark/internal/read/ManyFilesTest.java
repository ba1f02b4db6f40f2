package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several array files as one table. */
class ManyFilesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path made;

  private Path write(String name, int... values) throws IOException {
    Path file = made.resolve(name);
    Files.createDirectories(file.getParent());
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(bytes::putInt);
    return Files.write(file, bytes.array());
  }

  /** A {@code .npy} of shape (rows, 2), whose element {@code [i, j]} is first + 10 i + j. */
  private Path npy(String name, int first, int rows, Order order) throws IOException {
    Path file = made.resolve(name);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(rows, 2), order));
    ByteBuffer data = ByteBuffer.allocate(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < 2 * rows; at++) {
      int i = order == Order.C ? at / 2 : at % rows;
      int j = order == Order.C ? at % 2 : at / rows;
      data.putInt(first + 10 * i + j);
    }
    bytes.write(data.array());
    return Files.write(file, bytes.toByteArray());
  }

  private static Dataset<Row> ints(Path path, String... options) {
    return Plans.memmap(SPARK.spark(), options).option("dtype", "<i4").load(path.toString());
  }

  private static List<Object> values(Dataset<Row> rows) {
    return rows.select("value").collectAsList().stream().map(row -> row.get(0)).toList();
  }

  @Test
  void aFolderIsReadInTheOrderOfNumbers() throws IOException {
    write("part-10.dat", 10);
    write("part-9.dat", 8, 9);
    write("part-2.dat", 2);
    write("_SUCCESS");
    write(".part-1.dat.crc", 77);
    write("part-3.dat");
    write("below/part-4.dat", 4);
    assertThat(values(ints(made))).containsExactly(2, 8, 9, 10);
    assertThat(values(ints(made, "recursiveFileLookup", "true"))).containsExactly(4, 2, 8, 9, 10);
    assertThat(values(ints(made, "pathGlobFilter", "*-{2,9}.dat"))).containsExactly(2, 8, 9);
    assertThat(ints(made).count()).isEqualTo(4);
  }

  @Test
  void globsAndListsAreRead() throws IOException {
    Path two = write("a/2.dat", 2);
    write("a/10.dat", 10);
    write("b/1.dat", 1);
    write("c/[x].dat", 5);
    assertThat(values(ints(made.resolve("*/*.dat")))).containsExactly(2, 10, 1, 5);
    assertThat(values(ints(made.resolve("{a,b}/1*.dat")))).containsExactly(10, 1);
    assertThat(values(ints(made.resolve("c/[x].dat")))).containsExactly(5);
    Dataset<Row> listed =
        Plans.memmap(SPARK.spark(), "dtype", "<i4")
            .load(made.resolve("b").toString(), two.toString());
    assertThat(values(listed)).containsExactly(1, 2);
    assertThatThrownBy(() -> ints(made.resolve("d/*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file " + made + "/d/*: no array files found there; ");
  }

  @Test
  void filesAreSelectedByModificationTime() throws IOException {
    Path old = write("old.dat", 1);
    write("new.dat", 2);
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    assertThat(values(ints(made, "modifiedBefore", "2002-01-01T00:00:00"))).containsExactly(1);
    assertThat(values(ints(made, "modifiedAfter", "2002-01-01T00:00:00"))).containsExactly(2);
    assertThatThrownBy(() -> ints(made, "modifiedAfter", "yesterday"))
        .hasMessage("option modifiedAfter='yesterday': must be a time, YYYY-MM-DDTHH:mm:ss");
  }

  @Test
  void deletedFilesMayBeIgnored() throws IOException {
    write("1.dat", 1);
    Path second = write("2.dat", 2, 3);
    write("3.dat", 4);
    Dataset<Row> strict = ints(made);
    Dataset<Row> lenient = ints(made, "ignoreMissingFiles", "true", "numPartitions", "2");
    Batch planned = batch();
    InputPartition[] partitions = planned.planInputPartitions();
    Files.delete(second);
    assertThatThrownBy(() -> values(strict)).hasMessageContaining("file " + second + ": not found");
    assertThat(values(lenient)).containsExactly(1, 4);
    assertThat(lenient.count()).isEqualTo(2);
    List<Integer> read = new ArrayList<>();
    for (InputPartition partition : partitions) {
      try (PartitionReader<ColumnarBatch> reader =
          planned.createReaderFactory().createColumnarReader(partition)) {
        while (reader.next()) {
          for (int i = 0; i < reader.get().numRows(); i++) {
            read.add(reader.get().column(0).getInt(i));
          }
        }
      }
    }
    assertThat(read).as("gone after planning").containsExactly(1, 4);
  }

  private Batch batch() {
    Map<String, String> options = Map.of("dtype", "<i4", "ignoreMissingFiles", "true");
    return new TaskRead(made.toString(), options, null).batch();
  }

  @Test
  void foldersAreColumns() throws IOException {
    write("year=2023/site=A%2FB/x.dat", 1, 2);
    write("year=2024/site=7/y.dat", 3);
    write("year=2024/site=__HIVE_DEFAULT_PARTITION__/z.dat", 4);
    Dataset<Row> rows = ints(made);
    assertThat(rows.schema().simpleString()).isEqualTo("struct<value:int,year:int,site:string>");
    assertThat(rows.collectAsList())
        .containsExactly(
            RowFactory.create(1, 2023, "A/B"),
            RowFactory.create(2, 2023, "A/B"),
            RowFactory.create(3, 2024, "7"),
            RowFactory.create(4, 2024, null));
    Dataset<Row> pruned = rows.where("year = 2024 and value > 0");
    assertThat(Plans.scan(pruned).rows()).isEqualTo(2);
    assertThat(values(pruned)).containsExactly(3, 4);
    assertThat(values(rows.where("site = 'A/B'"))).containsExactly(1, 2);
    assertThat(values(rows.where("site is null"))).containsExactly(4);
    assertThat(values(rows.where("site <> '7'"))).containsExactly(1, 2);
    for (String where :
        List.of("year = 2024", "site is null", "site is not null", "not (site is null)")) {
      assertThat(Plans.text(rows.where(where))).as(where).doesNotContain("Filter ");
    }
    assertThat(rows.where("site is not null").count()).isEqualTo(3);
    assertThat(values(rows.where("site is null or site = '7'"))).containsExactly(3, 4);
    assertThat(rows.groupBy("year").count().orderBy("year").collectAsList())
        .containsExactly(RowFactory.create(2023, 2L), RowFactory.create(2024, 2L));
    assertThat(ints(made, "recursiveFileLookup", "true").columns()).containsExactly("value");
    Path inside = made.resolve("year=2024");
    assertThat(ints(inside).columns()).containsExactly("value", "site");
    assertThat(ints(inside, "basePath", made.toString()).columns())
        .containsExactly("value", "year", "site");
  }

  @Test
  void foldersOfDaysAreDates() throws IOException {
    write("day=2024-02-29/a.dat", 1);
    write("day=2024-03-01/b.dat", 2);
    Dataset<Row> rows = ints(made);
    assertThat(rows.schema().simpleString()).isEqualTo("struct<value:int,day:date>");
    Dataset<Row> pruned = rows.where("day > date'2024-02-29'");
    assertThat(Plans.scan(pruned).rows()).isEqualTo(1);
    assertThat(pruned.selectExpr("value", "cast(day as string)").collectAsList())
        .containsExactly(RowFactory.create(2, "2024-03-01"));
    write("day=soon/c.dat", 3);
    assertThat(ints(made).schema().simpleString()).isEqualTo("struct<value:int,day:string>");
  }

  @Test
  void foldersOfDifferentKeysAreRefused() throws IOException {
    Path one = write("x=1/a.dat", 1);
    Path two = write("y=1/a.dat", 1);
    assertThatThrownBy(() -> ints(made))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "file " + two + ": lies in folders of the keys [y], found [x] for " + one + "; ");
  }

  @Test
  void arraysMayDifferInLengthAndOrder() throws IOException {
    npy("1.npy", 0, 3, Order.C);
    npy("2.npy", 100, 2, Order.F);
    npy("3.npy", 200, 12345, Order.C);
    Dataset<Row> rows = Plans.memmap(SPARK.spark()).load(made.toString());
    assertThat(rows.count()).isEqualTo(12350);
    assertThat(rows.limit(6).collectAsList())
        .containsExactly(
            RowFactory.create(0, 1),
            RowFactory.create(10, 11),
            RowFactory.create(20, 21),
            RowFactory.create(100, 101),
            RowFactory.create(110, 111),
            RowFactory.create(200, 201));
    for (String partitions : List.of("1", "2", "5")) {
      Dataset<Row> cut =
          Plans.memmap(
                  SPARK.spark(), "numPartitions", partitions, "access", "read", "layout", "array")
              .load(made.toString());
      assertThat(cut.javaRDD().getNumPartitions()).isEqualTo(Integer.parseInt(partitions));
      assertThat(cut.selectExpr("sum(value[1])").first().getLong(0))
          .isEqualTo(rows.selectExpr("sum(_c1)").first().getLong(0));
    }
    Dataset<Row> last =
        Plans.memmap(SPARK.spark(), "slice", "-1:, 0", "rowIndex", "i").load(made.toString());
    assertThat(last.collectAsList())
        .containsExactly(
            RowFactory.create(2L, 20),
            RowFactory.create(1L, 110),
            RowFactory.create(12344L, 200 + 123440));
  }

  @Test
  void arraysThatDisagreeAreNamed() throws IOException {
    Path one = npy("1.npy", 0, 3, Order.C);
    Path two = made.resolve("2.npy");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(2, 3), Order.C));
    bytes.write(new byte[24]);
    Files.write(two, bytes.toByteArray());
    assertThatThrownBy(() -> Plans.memmap(SPARK.spark()).load(made.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + two
                + ": dtype int32, shape (2, 3), found dtype int32, shape (3, 2) in "
                + one
                + "; arrays of one table agree in dtype and in every length but the first");
  }

  /** dask.array.to_npy_stack writes 0.npy, 1.npy and so on, and a pickle. */
  @Test
  void aDaskStackIsRead() throws IOException {
    for (int i = 0; i < 11; i++) {
      npy(i + ".npy", 100 * i, 1, Order.C);
    }
    Files.write(made.resolve("info"), new byte[] {(byte) 0x80, 4});
    Dataset<Row> rows = Plans.memmap(SPARK.spark()).load(made.toString());
    assertThat(rows.select("_c0").collectAsList().stream().map(row -> row.getInt(0)).toList())
        .isEqualTo(IntStream.range(0, 11).mapToObj(i -> 100 * i).toList());
  }

  @Test
  void metadataColumnsNameFileAndRow() throws IOException {
    Path one = write("1.dat", 10, 11, 12);
    Path two = write("2.dat", 20, 21);
    Dataset<Row> rows = ints(made);
    assertThat(rows.selectExpr("_file", "_row", "value").where("_row >= 1").collectAsList())
        .containsExactly(
            RowFactory.create(one.toString(), 1L, 11),
            RowFactory.create(one.toString(), 2L, 12),
            RowFactory.create(two.toString(), 1L, 21));
    Dataset<Row> ofTwo = rows.where("_file = '" + two + "'");
    assertThat(Plans.scan(ofTwo).rows()).isEqualTo(2);
    assertThat(values(ofTwo)).containsExactly(20, 21);
    assertThat(values(rows.where("_row = 2"))).containsExactly(12);
    assertThat(Plans.scan(rows.where("_row = 2")).partitions()).hasSize(1);
    assertThat(rows.where("_row = 1").count()).isEqualTo(2);
  }

  @Test
  void predicatesOnSlicesSelectTheirRows() throws IOException {
    write("1.dat", IntStream.range(0, 100).toArray());
    for (String slice : List.of("10:90:7", "::-3", "50:10:-4")) {
      Dataset<Row> rows = ints(made, "slice", slice);
      Dataset<Row> bySpark = ints(made, "slice", slice, "pushdown", "false");
      for (String where :
          List.of(
              "_row = 31", "_row < 31", "_row >= 38", "_row in (17, 18, 34)", "not _row > 24")) {
        assertThat(values(rows.where(where)))
            .as(slice + " " + where)
            .isEqualTo(values(bySpark.where(where)));
        assertThat(Plans.text(rows.where(where))).doesNotContain("Filter ");
      }
    }
    Dataset<Row> cells =
        ints(made, "shape", "20,5", "slice", "3:, 1:", "layout", "cells").where("i0 = 2");
    assertThat(Plans.text(cells)).doesNotContain("Filter ");
    assertThat(values(cells)).containsExactly(26, 27, 28, 29);
    Dataset<Row> rowOfCells =
        ints(made, "shape", "20,5", "slice", "3:, 1:", "layout", "cells").where("_row = 5");
    assertThat(values(rowOfCells)).containsExactly(26, 27, 28, 29);
  }
}
