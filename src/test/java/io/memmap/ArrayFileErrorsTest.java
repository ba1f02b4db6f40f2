package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays and elements that are not there: the error says what was asked, found, and to do. */
class ArrayFileErrorsTest {
  @TempDir Path folder;

  private Path raw;

  @BeforeEach
  void create() throws IOException {
    raw = Files.write(folder.resolve("a.dat"), new byte[48]);
  }

  private static void assertSays(
      ThrowingCallable use, Class<? extends Throwable> type, Path file, String message) {
    assertThatThrownBy(use)
        .isInstanceOf(type)
        .hasMessageStartingWith("file " + file + ": ")
        .hasMessageContaining(message);
  }

  private ArrayFile matrix() throws IOException {
    return ArrayFile.open(raw, "<f4", new long[] {3, 4});
  }

  private Path npy(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<f4"), Shape.of(3), Order.C));
    bytes.write(new byte[12]);
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private Path archive(int method, String... members) throws IOException {
    byte[] array = Files.readAllBytes(npy("member.npy"));
    Path path = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (String member : members) {
        ZipEntry entry = new ZipEntry(member + ".npy");
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 sum = new CRC32();
          sum.update(array);
          entry.setSize(array.length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(array);
      }
    }
    return path;
  }

  @Test
  void anIndexOutOfBoundsNamesItsAxis() throws IOException {
    try (ArrayFile a = matrix()) {
      Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
      String column = "index 4 is out of bounds for axis 1 with length 4; give one from 0 to 3";
      assertSays(() -> a.floatAt(2, 4), type, raw, column);
      assertSays(() -> a.floatAt(new long[] {2, 4}), type, raw, column);
      assertSays(() -> a.floatAt(-1, 0), type, raw, "index -1 is out of bounds for axis 0");
      assertSays(() -> a.at(3), type, raw, "index 3 is out of bounds for axis 0 with length 3");
      assertSays(() -> a.rows(2, 4), type, raw, "index 4 is out of bounds for axis 0");
      assertSays(() -> a.rows(2, 1), type, raw, "out of bounds for axis 0");
      assertSays(() -> a.rows(2, 1), type, raw, "rows 2 to 1 need 0 <= from <= to <= 3");
      assertSays(() -> a.slice("1:1").floatAt(0, 0), type, raw, "with length 0; the axis is empty");
      assertThat(a.floatAt(2, 3)).isZero();
    }
  }

  @Test
  void eachAxisNeedsAnIndex() throws IOException {
    try (ArrayFile a = matrix()) {
      Class<IllegalArgumentException> type = IllegalArgumentException.class;
      String advice = "found an array of 2 axes, shape (3, 4); give one index for each axis";
      assertSays(() -> a.floatAt(1), type, raw, "1 index, " + advice);
      assertSays(() -> a.floatAt(new long[] {1, 2, 3}), type, raw, "3 indices, " + advice);
      assertSays(
          () -> a.slice("0").floatAt(1, 1), type, raw, "2 indices, found an array of 1 axis");
    }
  }

  @Test
  void anElementOfAnotherTypeNamesWhatReadsIt() throws IOException {
    Class<UnsupportedOperationException> type = UnsupportedOperationException.class;
    try (ArrayFile a = matrix()) {
      assertSays(() -> a.intAt(0, 0), type, raw, "intAt of dtype float32; use floatAt, doubleAt");
      assertSays(() -> a.stringAt(0, 0), type, raw, "stringAt of dtype float32; use floatAt");
      assertSays(a::real, type, raw, "real of dtype float32, which is not complex");
    }
    try (ArrayFile a = ArrayFile.open(raw, "<M8[s]", new long[] {6})) {
      assertSays(() -> a.doubleAt(0), type, raw, "use longAt or setLong, which count ticks");
    }
    try (ArrayFile a = ArrayFile.open(raw, "[('x', '<f4'), ('y', '<i4')]", new long[] {6})) {
      assertSays(() -> a.floatAt(0), type, raw, "use field(name)");
      assertSays(() -> a.field("xy"), IllegalArgumentException.class, raw, "no field 'xy'");
      assertThat(a.field("x").floatAt(5)).isZero();
    }
  }

  @Test
  void onlyElementsInARowMakeABuffer() throws IOException {
    Class<UnsupportedOperationException> type = UnsupportedOperationException.class;
    try (ArrayFile a = matrix()) {
      assertSays(() -> a.slice(":, 1").buffer(), type, raw, "do not lie one after the other");
      assertThat(a.slice("1").buffer().remaining()).isEqualTo(16);
    }
    try (ArrayFile a = matrix()) {
      assertThat(a.buffer().isReadOnly()).isTrue();
    }
  }

  @Test
  void anArrayOpenedForReadingIsNotChanged() throws IOException {
    try (ArrayFile a = matrix()) {
      assertSays(
          () -> a.setFloat(1, 0, 0),
          UnsupportedOperationException.class,
          raw,
          "cannot be changed, since it was opened with mode r; open it with mode r+");
    }
    assertThat(Files.readAllBytes(raw)).containsOnly(0);
  }

  @Test
  void aValueThatDoesNotFitIsNotStored() throws IOException {
    try (ArrayFile a = ArrayFile.open(raw, "i1", new long[] {48}, 0, "C", "r+")) {
      assertSays(
          () -> a.setInt(128, 0),
          IllegalArgumentException.class,
          raw,
          "128 does not fit an element");
    }
    assertThat(Files.readAllBytes(raw)).containsOnly(0);
  }

  @Test
  void aFileThatDoesNotFitItsDescription() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    assertSays(() -> ArrayFile.open(raw, "<f4", new long[] {13}), type, raw, "52");
    assertSays(() -> ArrayFile.open(raw, "<f4", new long[] {-1, 5}), type, raw, "20");
    assertSays(() -> ArrayFile.open(raw), type, raw, ".npy");
    assertSays(
        () -> ArrayFile.open(raw, "<f4", new long[] {3}, new long[] {20}, 6),
        type,
        raw,
        "needs bytes 6 to 50, found 48; check dtype, shape, strides and offset");
    assertSays(
        () -> ArrayFile.open(raw, "<f4", new long[] {3}, new long[] {-4}, 4),
        type,
        raw,
        "needs bytes -4 to 8");
  }

  @Test
  void descriptionsThatNoFileFits() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    assertThatThrownBy(() -> ArrayFile.open(raw, "float33", new long[] {3}))
        .isInstanceOf(type)
        .hasMessageContaining("float33");
    assertThatThrownBy(() -> ArrayFile.open(raw, "<f4", new long[] {3}, 0, "X", "r"))
        .isInstanceOf(type)
        .hasMessageContaining("X");
    assertThatThrownBy(() -> ArrayFile.open(raw, "w+"))
        .isInstanceOf(type)
        .hasMessage("mode 'w+': must be r, for reading, or r+, for reading and writing");
    assertThatThrownBy(() -> ArrayFile.open(raw, "<f4", new long[] {3, 4}, new long[] {4}, 0))
        .isInstanceOf(type)
        .hasMessageContaining("strides");
  }

  @Test
  void whatIsNoFileIsNotOpened() {
    Path missing = folder.resolve("none.npy");
    assertThatThrownBy(() -> ArrayFile.open(missing))
        .isInstanceOf(IOException.class)
        .hasRootCauseInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString());
    assertSays(
        () -> ArrayFile.open(folder, "<f4", new long[] {-1}),
        IllegalArgumentException.class,
        folder,
        "is a directory; name the array file in it");
  }

  @Test
  void archives() throws IOException {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    Path stored = archive(ZipEntry.STORED, "x", "y");
    try (ArrayFile a = ArrayFile.openMember(stored, "y")) {
      assertThat(a.floatAt(2)).isZero();
    }
    assertSays(() -> ArrayFile.open(stored), type, stored, "x, y");
    assertSays(() -> ArrayFile.openMember(stored, "z"), type, stored, "z");
    assertThatThrownBy(() -> ArrayFile.open(stored, "r+"))
        .isInstanceOf(type)
        .hasMessageContaining(stored.toString());
    Path deflated = archive(ZipEntry.DEFLATED, "x");
    assertSays(() -> ArrayFile.open(deflated), type, deflated, "compressed");
  }
}
