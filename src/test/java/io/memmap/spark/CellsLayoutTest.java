package io.memmap.spark;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code layout=cells} and {@code layout=bytes}. */
class CellsLayoutTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void rowsAreElements(Order order) throws IOException {
    Dataset<Row> cells = cells(order, 3, 4, 5).load(counting(order, 3, 4, 5));
    assertThat(cells.columns()).containsExactly("i0", "i1", "i2", "value");
    assertThat(cells.count()).isEqualTo(60);
    assertThat(cells.limit(7).collectAsList()).isEqualTo(expected(3, 4, 5).subList(0, 7));
    assertThat(cells.select("i2").limit(7).collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 0L, 1L);
    assertThat(cells.selectExpr("value", "i1").where("i0 = 2 and i2 = 3").collectAsList())
        .containsExactly(
            RowFactory.create(43, 0L),
            RowFactory.create(48, 1L),
            RowFactory.create(53, 2L),
            RowFactory.create(58, 3L));
  }

  @Test
  void aFirstFileWithoutRowsChangesNoIndexOfOthers() throws IOException {
    for (int rows : new int[] {1, 3}) {
      byte[] bytes = new byte[rows * 6 * Integer.BYTES];
      IntBuffer elements = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer();
      IntStream.range(0, rows * 6).forEach(elements::put);
      Files.write(folder.resolve("part-" + rows + ".dat"), bytes);
    }
    Dataset<Row> cells =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .options(Map.of("dtype", "i4", "shape", "-1,3,2", "layout", "cells", "slice", "1:"))
            .load(folder.resolve("part-*.dat").toString());
    assertThat(cells.where("value <> i0 * 6 + i1 * 2 + i2 + 6").count()).isZero();
    assertThat(cells.where("i0 = 1 AND i1 = 2").selectExpr("value").collectAsList())
        .containsExactly(RowFactory.create(16), RowFactory.create(17));
  }

  @ParameterizedTest
  @CsvSource({"C, 1", "C, 7", "C, 60", "F, 1", "F, 7", "F, 60"})
  void rowsOfTheFileMayBeCutAnywhere(Order order, int partitions) throws IOException {
    String file = counting(order, 3, 4, 5);
    for (int batchRows : new int[] {1, 3, 4, 5, 6, 100}) {
      for (String access : new String[] {"mmap", "read"}) {
        Dataset<Row> cells =
            cells(order, 3, 4, 5)
                .option("numPartitions", partitions)
                .option("batchRows", batchRows)
                .option("access", access)
                .load(file);
        assertThat(cells.queryExecution().toRdd().getNumPartitions()).isEqualTo(partitions);
        assertThat(cells.collectAsList()).isEqualTo(expected(3, 4, 5));
      }
    }
  }

  @Test
  void cellsTakeNoRowIndex() throws IOException {
    String file = counting(Order.F, 2, 2);
    assertThatThrownBy(() -> cells(Order.F, 2, 2).option("rowIndex", "n").load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option rowIndex='n': layout=cells has an index for each axis, i0 and so on; leave the"
                + " option out");
  }

  @Test
  void aSchemaRenamesIndicesAndSaysTheDType() throws IOException {
    String file = counting(Order.C, 2, 2);
    DataFrameReader reader =
        SPARK.spark().read().format("memmap").option("shape", "2,2").option("layout", "cells");
    assertThat(reader.schema("y bigint, x bigint, v int").load(file).where("x = 1").collectAsList())
        .containsExactly(RowFactory.create(0L, 1L, 1), RowFactory.create(1L, 1L, 3));
    assertThatThrownBy(() -> reader.schema("y int, x bigint, v int").load(file))
        .hasMessageContaining("column y: the schema asks for int, found bigint");
  }

  /** Rows of 18 MB are too large to gather together, so each is a block. */
  @ParameterizedTest
  @CsvSource({"mmap", "read"})
  void longRowsThatInterleaveAreReadPieceByPiece(String access) throws IOException {
    int length = 2_250_001;
    Path file = folder.resolve("long.dat");
    ByteBuffer bytes = ByteBuffer.allocate(2 * length * 8).order(ByteOrder.LITTLE_ENDIAN);
    long[] sums = new long[2];
    for (int i = 0; i < length; i++) {
      for (int row = 0; row < 2; row++) {
        long value = 3L * i - row * 7L;
        bytes.putLong(value);
        sums[row] += value * (i % 11);
      }
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(bytes.array());
    }
    List<Row> found =
        reader("<i8", Order.F, 2, length)
            .option("access", access)
            .option("layout", "cells")
            .option("numPartitions", 3)
            .load(file.toString())
            .groupBy("i0")
            .agg(expr("sum(value * (i1 % 11))"), expr("count_if(value = 3 * i1 - 7 * i0)"))
            .orderBy("i0")
            .collectAsList();
    assertThat(found)
        .containsExactly(
            RowFactory.create(0L, sums[0], (long) length),
            RowFactory.create(1L, sums[1], (long) length));
  }

  @Test
  void rowsAsBytesAreInCOrderForEveryFile() throws IOException {
    for (Order order : Order.values()) {
      for (String access : new String[] {"mmap", "read"}) {
        Dataset<Row> rows =
            reader("<i4", order, 3, 2, 2)
                .option("layout", "bytes")
                .option("access", access)
                .load(counting(order, 3, 2, 2));
        assertThat(rows.schema().simpleString()).isEqualTo("struct<value:binary>");
        assertThat(rows.schema().apply(0).metadata().getString("memmap.dtype")).isEqualTo("|V16");
        assertThat(rows.count()).isEqualTo(3);
        List<Row> found = rows.collectAsList();
        for (int row = 0; row < 3; row++) {
          ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; i < 4; i++) {
            bytes.putInt(4 * row + i);
          }
          assertThat((byte[]) found.get(row).get(0)).isEqualTo(bytes.array());
        }
      }
    }
  }

  @Test
  void rowsThatAreTooLongForABinaryAreRefused() throws IOException {
    Path file = ArrayFiles.sparse(folder.resolve("wide.dat"), 3L << 31);
    assertThatThrownBy(
            () ->
                reader("|u1", Order.C, 2, 3L << 30).option("layout", "bytes").load(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wide.dat")
        .hasMessageContaining("layout=bytes makes a binary of 3221225472 bytes of each row");
  }

  private String counting(Order order, long... lengths) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(lengths), order, 0);
    return ArrayFiles.write(folder.resolve(order + ".dat"), spec, i -> i).toString();
  }

  private static DataFrameReader cells(Order order, long... lengths) {
    return reader("<i4", order, lengths).option("layout", "cells");
  }

  private static DataFrameReader reader(String dtype, Order order, long... lengths) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", dtype)
        .option("order", order.name())
        .option("shape", Shape.of(lengths).toString());
  }

  private static List<Row> expected(int... lengths) {
    List<Row> rows = new ArrayList<>();
    int count = lengths[0] * lengths[1] * lengths[2];
    for (int n = 0; n < count; n++) {
      long last = n % lengths[2];
      long middle = n / lengths[2] % lengths[1];
      rows.add(RowFactory.create((long) (n / lengths[2] / lengths[1]), middle, last, n));
    }
    return rows;
  }
}
