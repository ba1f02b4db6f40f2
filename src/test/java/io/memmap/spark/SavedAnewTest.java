package io.memmap.spark;

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
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with headers that are saved again, as another array, after {@code load}. */
class SavedAnewTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  /** An array whose element {@code [i, j]} is 10 i + j, as NumPy saves it. */
  private static byte[] npy(String dtype, Order order, int padding, long... lengths)
      throws IOException {
    Shape shape = Shape.of(lengths);
    byte[] header = NpyHeader.encode(DTypes.parse(dtype), shape, order);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(padded(header, padding));
    int rows = (int) lengths[0];
    int columns = lengths.length > 1 ? (int) lengths[1] : 1;
    for (int at = 0; at < rows * columns; at++) {
      int i = order == Order.C ? at / columns : at % rows;
      int j = order == Order.C ? at % columns : at / rows;
      bytes.write(element(dtype, 10 * i + j));
    }
    return bytes.toByteArray();
  }

  private static byte[] element(String dtype, int value) {
    ByteOrder order = dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer bytes = ByteBuffer.allocate(dtype.endsWith("8") ? 8 : 4).order(order);
    return switch (dtype.substring(1)) {
      case "i4" -> bytes.putInt(value).array();
      case "f4" -> bytes.putFloat(value).array();
      case "i8" -> bytes.putLong(value).array();
      default -> throw new IllegalArgumentException(dtype);
    };
  }

  /** A header with this many more blanks before its line feed. */
  private static byte[] padded(byte[] header, int padding) {
    byte[] longer = Arrays.copyOf(header, header.length + padding);
    Arrays.fill(longer, header.length - 1, longer.length - 1, (byte) ' ');
    longer[longer.length - 1] = '\n';
    ByteBuffer.wrap(longer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(8, (short) (longer.length - 10));
    return longer;
  }

  private static byte[] npz(String... members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < members.length; i += 2) {
        byte[] array = npy(members[i + 1], Order.C, 0, 3, 2);
        ZipEntry entry = new ZipEntry(members[i] + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.length);
        CRC32 check = new CRC32();
        check.update(array);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(array);
      }
    }
    return bytes.toByteArray();
  }

  /** In place, as NumPy saves, or by renaming another file, as this connector does. */
  private void save(Path file, boolean replaced, byte[] bytes) throws IOException {
    if (replaced) {
      Path other = Files.write(folder.resolve("other"), bytes);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.write(file, bytes);
    }
  }

  private static Dataset<Row> load(Path path, String... options) {
    var reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.load(path.toString());
  }

  private static List<List<Object>> rows(Dataset<Row> table) {
    return table.collectAsList().stream().map(row -> List.of(row.get(0), row.get(1))).toList();
  }

  private static final List<List<Object>> THREE =
      List.of(List.of(0, 1), List.of(10, 11), List.of(20, 21));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f4|C|3,2|false", "<f4|C|3,2|true", ">i4|C|3,2|false", "<i8|C|3,2|true",
        "<i4|F|3,2|false", "<i4|F|3,2|true", "<i4|C|3,3|false", "<i4|C|3,1|true",
        "<i4|C|2,2|false", "<i4|C|2,2|true", "<i4|C|6|false", "<i4|C|0,2|true"
      })
  void anotherArrayIsAnError(String dtype, Order order, String shape, boolean replaced)
      throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), npy("<i4", Order.C, 0, 3, 2));
    Dataset<Row> loaded = load(file);
    loaded.createOrReplaceTempView("saved_anew");
    Dataset<Row> glob = load(folder.resolve("a*.npy"));
    assertThat(rows(loaded)).isEqualTo(THREE);
    long[] lengths = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    save(file, replaced, npy(dtype, order, 0, lengths));
    List<Dataset<Row>> all =
        List.of(
            loaded.select("*"),
            loaded.selectExpr("sum(_c1)"),
            loaded.selectExpr("count(*)"),
            loaded.where("_row > 0"),
            glob.select("*"),
            SPARK.spark().table("saved_anew").select("*"));
    for (Dataset<Row> query : all) {
      assertThatThrownBy(query::collectAsList)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "file "
                  + file
                  + ": saved anew since it was loaded, expected dtype int32, shape (3, 2), order C,"
                  + " offset 128, found dtype "
                  + DTypes.parse(dtype))
          .hasMessageContaining("; load it again");
    }
    assertThat(load(file).count()).isEqualTo(lengths[0]);
  }

  @ParameterizedTest
  @CsvSource({"C,false,0", "C,true,0", "C,false,64", "C,true,640", "F,false,0", "F,true,64"})
  void aLongerOneIsReadToTheRowsOfLoad(Order order, boolean replaced, int padding)
      throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), npy("<i4", order, 0, 3, 2));
    for (String access : List.of("mmap", "read")) {
      Dataset<Row> loaded = load(file, "access", access);
      Dataset<Row> last = load(file, "slice", "-2:", "rowIndex", "i");
      save(file, replaced, npy("<i4", order, padding, 5, 2));
      assertThat(rows(loaded.select("*"))).isEqualTo(THREE);
      assertThat(rows(last.select("i", "_c1"))).containsExactly(List.of(1L, 11), List.of(2L, 21));
      assertThat(loaded.selectExpr("sum(_c1)").first().getLong(0)).isEqualTo(33);
      assertThat(loaded.count()).isEqualTo(3);
      assertThat(load(file).count()).isEqualTo(5);
      save(file, replaced, npy("<i4", order, 0, 3, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMemberThatMovesIsReadWhereItIs(boolean replaced) throws IOException {
    Path file = Files.write(folder.resolve("a.npz"), npz("x", "<i4", "y", "<i4"));
    Dataset<Row> y = load(file, "member", "y");
    save(file, replaced, npz("new", "<i8", "y", "<i4", "x", "<f4"));
    assertThat(rows(y)).isEqualTo(THREE);
    save(file, replaced, npz("y", "<f4"));
    assertThatThrownBy(() -> rows(y.select("*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file " + file + ": saved anew since it was loaded");
    save(file, replaced, npz("x", "<i4"));
    assertThatThrownBy(() -> rows(y.select("*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file " + file + ": member 'y' of the .npz: found x");
  }

  @Test
  void aTableOfTheCatalogLikewise() throws IOException {
    SPARK.spark().conf().set("spark.sql.catalog.anew", MemmapCatalog.class.getName());
    Path file = Files.write(folder.resolve("a.npy"), npy("<i4", Order.C, 0, 3, 2));
    Dataset<Row> table = SPARK.spark().table("anew.`" + file + "`");
    assertThat(rows(table)).isEqualTo(THREE);
    Files.write(file, npy("<f4", Order.C, 0, 3, 2));
    assertThatThrownBy(() -> rows(table.select("*"))).hasMessageContaining("a.npy");
    assertThat(SPARK.spark().table("anew.`" + file + "`").first().get(0)).isEqualTo(0f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<f4|C|0|3", "<i4|F|0|3", "<i4|C|64|3", ">i4|C|0|4", "<i4|C|0|2"})
  void betweenPlanningAndTasksAnotherArrayIsAnError(
      String dtype, Order order, int padding, int rows) throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), npy("<i4", Order.C, 0, 3, 2));
    Batch batch = new TaskRead(file.toString(), Map.of(), null).batch();
    InputPartition[] partitions = batch.planInputPartitions();
    Files.write(file, Arrays.copyOf(npy(dtype, order, padding, rows, 2), 4000));
    assertThatThrownBy(() -> read(batch, partitions))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file " + file + ": saved anew after the query was planned")
        .hasMessageEndingWith("; load it again");
    Files.write(file, npy("<i4", Order.C, 0, 4, 2));
    assertThat(read(batch, partitions)).as("grown in place").isEqualTo(3);
  }

  @Test
  void betweenPlanningAndTasksAMemberMayNotMove() throws IOException {
    Path file = Files.write(folder.resolve("a.npz"), npz("x", "<i4", "y", "<i4"));
    Batch batch = new TaskRead(file.toString(), Map.of("member", "y"), null).batch();
    InputPartition[] partitions = batch.planInputPartitions();
    Files.write(file, npz("y", "<i4", "x", "<i4"));
    assertThatThrownBy(() -> read(batch, partitions))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file " + file + ": saved anew after the query was planned");
  }

  private static long read(Batch batch, InputPartition... partitions) throws IOException {
    long rows = 0;
    for (InputPartition partition : partitions) {
      try (PartitionReader<ColumnarBatch> reader =
          batch.createReaderFactory().createColumnarReader(partition)) {
        while (reader.next()) {
          rows += reader.get().numRows();
        }
      }
    }
    return rows;
  }

  /** Two arrays of different dtypes alternate under one name; each query reads one of them. */
  @Test
  void oneQueryReadsOneArray() throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), npy("<i4", Order.C, 0, 3, 2));
    byte[] other = npy("<f4", Order.C, 0, 5, 2);
    byte[] first = Files.readAllBytes(file);
    boolean[] done = new boolean[1];
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; !done[0]; i++) {
                  save(file, true, i % 2 == 0 ? other : first);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    int whole = 0;
    try {
      for (int i = 0; i < 200 || (whole == 0 && i < 100_000); i++) { // a busy machine needs more
        try {
          List<Row> rows = new TaskRead(file.toString(), Map.of(), null).rows();
          boolean ints = rows.get(0).get(1) instanceof Integer;
          assertThat(rows.get(1).get(1)).isEqualTo(ints ? (Object) 11 : 11f);
          assertThat(rows).hasSize(ints ? 3 : 5);
          whole++;
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
          assertThat(e).hasMessageContaining("file " + file + ": ");
        }
      }
    } finally {
      done[0] = true;
      writer.join();
    }
    assertThat(whole).isPositive();
  }
}
