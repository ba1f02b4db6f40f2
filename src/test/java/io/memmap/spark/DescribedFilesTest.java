package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with headers, and options beside the headers. */
class DescribedFilesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path npy;

  /** A {@code .npy} file of int16 from 0 on, shape (4, 3). */
  @BeforeEach
  void save() throws IOException {
    npy = Files.write(folder.resolve("a.npy"), npy(Order.C));
  }

  private static byte[] npy(Order order) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<i2"), Shape.of(4, 3), order));
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, 12).forEach(i -> data.putShort((short) i));
    bytes.write(data.array());
    return bytes.toByteArray();
  }

  private Path archive(String... members) throws IOException {
    Path npz = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      for (String member : members) {
        byte[] bytes = npy(Order.F);
        ZipEntry entry = new ZipEntry(member + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        CRC32 check = new CRC32();
        check.update(bytes);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return npz;
  }

  private static DataFrameReader memmap(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader;
  }

  private static List<List<Object>> lists(Dataset<Row> table) {
    return table.collectAsList().stream()
        .map(row -> IntStream.range(0, row.size()).mapToObj(row::get).toList())
        .toList();
  }

  private static Object s(int value) {
    return (short) value;
  }

  @Test
  void aHeaderNeedsNoOptions() {
    Dataset<Row> rows = memmap().load(npy.toString());
    assertThat(rows.columns()).containsExactly("_c0", "_c1", "_c2");
    assertThat(lists(rows))
        .startsWith(List.of(s(0), s(1), s(2)))
        .endsWith(List.of(s(9), s(10), s(11)))
        .hasSize(4);
  }

  @Test
  void aSchemaRenamesAndWidens() {
    Dataset<Row> rows = memmap().schema("x int, y bigint, z smallint").load(npy.toString());
    assertThat(rows.schema().simpleString()).isEqualTo("struct<x:int,y:bigint,z:smallint>");
    assertThat(lists(rows)).contains(List.of(3, 4L, s(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"dtype|int16", "dtype|<i2", "shape|4,3", "shape|-1,3", "order|C", "offset|128"})
  void optionsThatAgreeAreFine(String key, String value) {
    assertThat(memmap(key, value).load(npy.toString()).count()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dtype|>i2|option dtype='>i2' contradicts its header, found dtype int16",
        "shape|3,4|option shape='(3, 4)' contradicts its header, found shape (4, 3)",
        "shape|12|option shape='(12,)' contradicts its header, found shape (4, 3)",
        "order|F|option order='F' contradicts its header, found order C",
        "offset|0|option offset='0' contradicts its header, found offset 128"
      })
  void optionsThatContradictAreErrors(String key, String value, String message) {
    assertThatThrownBy(() -> memmap(key, value).load(npy.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + npy
                + ": "
                + message
                + "; leave the option out, or give header=none to read the bytes as they are");
    memmap(key, value, "header", "none").load(npy.toString());
  }

  @Test
  void aHeaderUnderAnotherName() throws IOException {
    Path other = Files.copy(npy, folder.resolve("a.bin"));
    assertThat(memmap("header", "npy").load(other.toString()).count()).isEqualTo(4);
    assertThat(memmap("header", "none").load(other.toString()).count()).isEqualTo(Files.size(npy));
    assertThat(memmap("header", "none").load(npy.toString()).count()).isEqualTo(Files.size(npy));
  }

  @Test
  void anNpyFileWithoutAHeaderIsRefused() throws IOException {
    Path raw = Files.write(folder.resolve("raw.npy"), new byte[16]);
    assertThatThrownBy(() -> memmap().load(raw.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + raw
                + ": a .npy header, which begins with \\x93NUMPY: found other bytes; for a file"
                + " without a header give dtype and shape and header=none");
    assertThat(memmap("header", "none", "dtype", "i4").load(raw.toString()).count()).isEqualTo(4);
  }

  @Test
  void theOnlyMemberOfAnArchive() throws IOException {
    Path npz = archive("x");
    assertThat(lists(memmap().load(npz.toString()))).contains(List.of(s(1), s(5), s(9)));
    assertThat(lists(memmap("slice", "-1").load(npz.toString())))
        .containsExactly(List.of(s(3)), List.of(s(7)), List.of(s(11)));
  }

  @Test
  void oneMemberOfSeveral() throws IOException {
    String npz = archive("x", "y").toString();
    assertThatThrownBy(() -> memmap().load(npz))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + npz
                + ": an .npz archive of 2 arrays, found x, y; name one of them with option member");
    assertThat(memmap("member", "y", "access", "read").load(npz).count()).isEqualTo(4);
    assertThatThrownBy(() -> memmap("member", "z").load(npz))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file " + npz + ": member 'z' of the .npz: found x, y; give one of them as member");
    assertThatThrownBy(() -> memmap("member", "x").load(npy.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option member='x': file "
                + npy
                + " is not an .npz archive; leave the option out, or name a file *.npz");
  }
}
