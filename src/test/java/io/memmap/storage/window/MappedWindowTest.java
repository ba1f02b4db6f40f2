package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedWindowTest extends RowWindowContract {
  /** Small enough that most blocks need another window. */
  private static final long SMALL = 100;

  private static final MappingOwner OWNER = MappingOwner.OfWindow.INSTANCE;

  @Override
  RowWindow window(ArrayView column, int mostRows, long endRow) {
    return new MappedWindow(file.source(), spanOf(column), endRow, SMALL, counters, OWNER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 11, 12, 13, 100, 4_096, 1_000_000})
  void everyRowIsShownWhateverTheWindow(long windowBytes) throws IOException {
    ArrayView view = view("<i4", Order.C, 3, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 1_000, windowBytes, counters, OWNER)) {
      for (int first = 0; first < 1_000; first += 8) {
        file.assertShown(view, window.place(view), window.show(first, 8), first, 8);
      }
    }
  }

  @Test
  void aWindowServesAllBlocksThatItHolds() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 1_000, 1_200, counters, OWNER)) {
      for (int first = 0; first < 1_000; first += 10) {
        window.show(first, 10);
      }
    }
    assertThat(counters.windows()).isEqualTo(10);
    assertThat(counters.bytesMapped()).isEqualTo(12_000);
    assertThat(counters.bytesRead()).isZero();
  }

  @Test
  void aBlockLargerThanTheWindowIsMappedWhole() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 1_000, 12, counters, OWNER)) {
      file.assertShown(view, window.place(view), window.show(100, 900), 100, 900);
    }
    assertThat(counters.windows()).isOne();
    assertThat(counters.bytesMapped()).isEqualTo(900 * 12);
  }

  @Test
  void nothingAfterTheTasksLastRowIsMapped() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 40, Long.MAX_VALUE, counters, OWNER)) {
      window.show(0, 10);
    }
    assertThat(counters.bytesMapped()).isEqualTo(40 * 12);
  }

  @Test
  void aTasksLastWindowEndsWithItsRows() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 40, Long.MAX_VALUE, counters, OWNER)) {
      window.show(30, 10);
    }
    assertThat(counters.bytesMapped()).isEqualTo(10 * 12);
  }

  @Test
  void rowsThatAreMappedAlreadyAreNotMappedAgain() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 1_000, 1_200, counters, OWNER)) {
      for (int first : new int[] {100, 100, 190, 150, 100}) {
        file.assertShown(view, window.place(view), window.show(first, 10), first, 10);
      }
    }
    assertThat(counters.windows()).isOne();
  }

  @Test
  void theLastRowIsMappedWithoutTheGapAfterIt() throws IOException {
    ArrayView column = view("<i4", Order.C, 0, 1_000, 3).at(1, 0);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(column), 1_000, Long.MAX_VALUE, counters, OWNER)) {
      window.show(0, 10);
    }
    assertThat(counters.bytesMapped()).isEqualTo(999 * 12 + 4);
  }

  @Test
  void thereIsNeverMoreThanOneMapping() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    try (RowWindow window =
        new MappedWindow(file.source(), spanOf(view), 1_000, 24, counters, OWNER)) {
      for (int first = 0; first < 1_000; first += 100) {
        window.show(first, 2);
        assertThat(file.mappings()).isOne();
      }
    }
    assertThat(counters.windows()).isEqualTo(10);
  }

  @Test
  void nothingIsMappedBeforeRowsAreShown() throws IOException {
    try (RowWindow window = window(view("<i4", Order.C, 0, 1_000, 3), 10, 1_000)) {
      assertThat(window).isNotNull();
      assertThat(file.mappings()).isZero();
    }
    assertThat(counters.windows()).isZero();
  }

  @Test
  void aClosedWindowCanShowAgain() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 1_000, 3);
    RowWindow window = window(view, 10, 1_000);
    window.show(0, 10);
    window.close();
    file.assertShown(view, window.place(view), window.show(0, 10), 0, 10);
    window.close();
    assertThat(file.mappings()).isZero();
  }
}
