package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredRowsTest extends RowWindowContract {
  @Override
  RowWindow window(ArrayView column, int mostRows, long endRow) throws IOException {
    GatheredRows rows = new GatheredRows(column, mostRows, ReadCosts.COPIED);
    return new CopyingWindow(file.source(), rows, ReadCosts.COPIED, counters);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 17})
  void theRowsOfAnyFOrderedArrayAreGathered(int mostRows) throws IOException {
    ArrayView view = view("<f4", Order.F, 11, 17, 3, 4, 5);
    try (RowWindow window = window(view, mostRows, 17)) {
      for (int first = 0; first + mostRows <= 17; first++) {
        file.assertShown(view, window.place(view), window.show(first, mostRows), first, mostRows);
      }
    }
  }

  @Test
  void onlyTheBytesOfTheRowsAreRead() throws IOException {
    try (RowWindow window = window(view("<f8", Order.F, 0, 100, 5, 6), 10, 100)) {
      window.show(50, 10);
      assertThat(counters.bytesRead()).isEqualTo(10 * 30 * 8);
      window.show(95, 5);
      assertThat(counters.bytesRead()).isEqualTo(15 * 30 * 8);
    }
    assertThat(counters.bytesMapped()).isZero();
  }

  /** A whole block of an F-ordered column is one read. */
  @Test
  void bytesThatLieTogetherAreReadAtOnce() throws IOException {
    ArrayView view = view("<i2", Order.F, 0, 5_000, 4);
    try (RowWindow window = window(view, 5_000, 5_000)) {
      long before = readCalls();
      window.show(0, 5_000);
      assertThat(readCalls() - before).isBetween(4L, 500L);
    }
  }

  /** Elements with a few bytes between them must not take a system call each. */
  @ParameterizedTest(name = "rows {0} bytes apart")
  @ValueSource(longs = {2, -2, 4, -4, 46, -46})
  void shortRunsThatLieCloseAreReadTogether(long stride) throws IOException {
    ArrayView array = view("<i2", Order.F, 0, 1_000, 1);
    ArrayView view = array.laidOut(stride < 0 ? 46_000 : 0, stride, 8);
    try (RowWindow window = window(view, 1_000, 1_000)) {
      long before = readCalls();
      long address = window.show(0, 1_000);
      assertThat(readCalls() - before).isLessThan(500L);
      file.assertShown(view, window.place(view), address, 0, 1_000);
    }
  }

  /** The first axis is dense as long as all rows are shown, and the second one in between. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLongRowOfAnFOrderedArrayTakesFewReads(int rows) throws IOException {
    ArrayView view = view("<i4", Order.F, 1, 3, 4_000);
    try (RowWindow window = window(view, rows, 3)) {
      long before = readCalls();
      long address = window.show(3 - rows, rows);
      assertThat(readCalls() - before).isLessThan(500L);
      file.assertShown(view, window.place(view), address, 3 - rows, rows);
      assertThat(counters.bytesRead()).isEqualTo(rows * 16_000L);
    }
  }

  @Test
  void runsThatLieFarApartAreReadOneByOne() throws IOException {
    ArrayView view = view("<i4", Order.F, 0, 5, 3).laidOut(40_000, -8_200, 4);
    try (RowWindow window = window(view, 4, 5)) {
      for (int first : new int[] {0, 1}) {
        file.assertShown(view, window.place(view), window.show(first, 4), first, 4);
      }
    }
  }

  /** Items of any size, gaps of any length and either direction of both axes. */
  @Test
  void anyStridesAreCopied() throws IOException {
    Random random = new Random(7);
    for (int n = 0; n < 300; n++) {
      String dtype = List.of("i1", "<i2", "<f4", "<f8", "<c16", "V3", "V20").get(random.nextInt(7));
      int itemsize = DTypes.parse(dtype).itemsize();
      int rows = 1 + random.nextInt(30);
      int length = 1 + random.nextInt(30);
      long inner = (itemsize + random.nextInt(10)) * (random.nextBoolean() ? 1L : -1L);
      long outer =
          (Math.abs(inner) * length + random.nextInt(9)) * (random.nextBoolean() ? 1L : -1L);
      boolean rowsInside = random.nextBoolean();
      ArrayView view =
          view(dtype, Order.C, 0, rowsInside ? length : rows, rowsInside ? rows : length)
              .laidOut(25_000, rowsInside ? inner : outer, rowsInside ? outer : inner);
      if (25_000 - Math.abs(outer) * 30 - 1_000 < 0) {
        continue;
      }
      int all = (int) view.shape().length(0);
      int most = 1 + random.nextInt(all);
      try (RowWindow window = window(view, most, all)) {
        for (int first = 0; first < all; first += most) {
          int count = Math.min(most, all - first);
          file.assertShown(view, window.place(view), window.show(first, count), first, count);
        }
      }
    }
  }

  /** Read calls of this process since its start, those of other threads too. */
  private static long readCalls() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
      return lines
          .filter(line -> line.startsWith("syscr: "))
          .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
          .sum();
    }
  }

  @Test
  void columnsInsideAWideRowKeepTheirPlaces() throws IOException {
    // columns 7 and 9 of 400, whose row is 1600 bytes: 12 bytes of each are gathered
    ArrayView array = view("<i4", Order.C, 2, 31, 400);
    ArrayView span = view("u1", Order.C, 2 + 7 * 4, 31, 12).laidOut(2 + 7 * 4, 1_600, 1);
    try (RowWindow window = window(span, 10, 31)) {
      for (int first : new int[] {0, 10, 20, 21, 5}) {
        long address = window.show(first, 10);
        for (int column : new int[] {7, 8, 9}) {
          ArrayView view = array.at(1, column);
          file.assertShown(view, window.place(view), address, first, 10);
        }
      }
      assertThat(counters.bytesRead()).isEqualTo(5 * 10 * 12);
    }
  }

  @Test
  void anArrayInsideAWideRowKeepsItsPlace() throws IOException {
    // rows of 2 x 3 shorts, 500 bytes apart
    ArrayView array = view("<i2", Order.C, 0, 20, 2, 3).laidOut(100, 500, 6, 2);
    ArrayView span = view("u1", Order.C, 0, 20, 12).laidOut(100, 500, 1);
    try (RowWindow window = window(span, 6, 20)) {
      for (int first : new int[] {0, 6, 14}) {
        file.assertShown(array, window.place(array), window.show(first, 6), first, 6);
      }
    }
  }

  @Test
  void theBufferIsFreedAtOnce() throws IOException {
    long before = DirectMemory.used();
    RowWindow window = window(view("<f4", Order.F, 0, 1_000, 1_000), 10_000, 1_000);
    assertThat(DirectMemory.used() - before).isBetween(40_000_000L, 41_000_000L);
    window.close();
    window.close();
    assertThat(DirectMemory.used() - before).isLessThan(1_000_000L);
  }

  @Test
  void aFileThatWasCutIsAnErrorAndNoSignal() throws IOException {
    try (RowWindow window = window(view("<f8", Order.F, 0, 625, 10), 10, 625)) {
      window.show(0, 10);
      try (RandomAccessFile cut = new RandomAccessFile(file.path().toFile(), "rw")) {
        cut.setLength(20_000);
      }
      assertThatThrownBy(() -> window.show(10, 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected 50000 bytes, found 20000");
    }
  }
}
