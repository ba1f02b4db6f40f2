package io.memmap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredWindowTest extends RowWindowContract {
  @Override
  RowWindow window(ArrayView column, int mostRows, long endRow) throws IOException {
    return new GatheredWindow(file.source(), column, mostRows, counters);
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

  /** A whole block of an F-ordered column is one read, a row alone one read per element. */
  @Test
  void bytesThatLieTogetherAreReadAtOnce() throws IOException {
    ArrayView view = view("<i2", Order.F, 0, 5_000, 4);
    try (RowWindow window = window(view, 5_000, 5_000)) {
      long before = readCalls();
      window.show(0, 5_000);
      assertThat(readCalls() - before).isBetween(4L, 500L);
    }
  }

  /** Since this process began; other threads read too. */
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
