package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.KnownFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of all windows, checked byte by byte against the file. */
abstract class RowWindowContract {
  private static final int VIEWS = 60;
  private static final int BLOCKS = 8;

  final IoCounters counters = new IoCounters();
  private final RandomArrays arrays = new RandomArrays(42);

  @TempDir Path folder;
  KnownFile file;

  @BeforeEach
  void makeFile() throws IOException {
    file = new KnownFile(folder, 50_000);
  }

  @AfterEach
  void closeFile() throws IOException {
    file.close();
  }

  /** A window over one column. */
  abstract RowWindow window(ArrayView column, int mostRows, long endRow) throws IOException;

  @Test
  void anyBlocksOfAnyArrayAreShownInAnySequence() throws IOException {
    for (int n = 0; n < VIEWS; n++) {
      ArrayView view = arrayWithElements().view();
      int allRows = (int) view.shape().length(0);
      int mostRows = 1 + arrays.below(allRows);
      try (RowWindow window = window(view, mostRows, allRows)) {
        ArrayView placed = window.place(view);
        for (int block = 0; block < BLOCKS; block++) {
          int rows = 1 + arrays.below(mostRows);
          int first = arrays.below(allRows - rows + 1);
          file.assertShown(view, placed, window.show(first, rows), first, rows);
        }
      }
    }
  }

  @Test
  void rowsInTurnAreShownToTheLastPartialBlock() throws IOException {
    for (int n = 0; n < VIEWS; n++) {
      ArrayView view = arrayWithElements().view();
      int allRows = (int) view.shape().length(0);
      int mostRows = 1 + arrays.below(allRows);
      try (RowWindow window = window(view, mostRows, allRows)) {
        ArrayView placed = window.place(view);
        for (int first = 0; first < allRows; first += mostRows) {
          int rows = Math.min(mostRows, allRows - first);
          file.assertShown(view, placed, window.show(first, rows), first, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 4095, 4096, 4097, 9_999})
  void anOffsetNeedsNoAlignment(long offset) throws IOException {
    for (Order order : Order.values()) {
      ArrayView view = view("<f8", order, offset, 40, 3);
      try (RowWindow window = window(view, 7, 40)) {
        ArrayView placed = window.place(view);
        file.assertShown(view, placed, window.show(0, 7), 0, 7);
        file.assertShown(view, placed, window.show(33, 7), 33, 7);
      }
    }
  }

  @Test
  void earlierRowsCanBeShownAgain() throws IOException {
    ArrayView view = view("<i4", Order.C, 5, 500, 4);
    try (RowWindow window = window(view, 10, 500)) {
      ArrayView placed = window.place(view);
      for (int first : new int[] {490, 0, 250, 249, 251, 0, 0, 490}) {
        file.assertShown(view, placed, window.show(first, 10), first, 10);
      }
    }
  }

  @ParameterizedTest(name = "strides {0}, {1}, {2}")
  @CsvSource({"-24,8,2", "24,-8,2", "24,8,-2", "-24,-8,-2", "2,-80,800", "-2,80,-800", "48,16,4"})
  void axesMayRunBackwardsOrSkip(long rows, long middle, long inner) throws IOException {
    ArrayView view = view("<i2", Order.C, 0, 40, 3, 4).laidOut(9_000, rows, middle, inner);
    try (RowWindow window = window(view, 11, 40)) {
      ArrayView placed = window.place(view);
      for (int first : new int[] {0, 11, 22, 29, 3}) {
        file.assertShown(view, placed, window.show(first, 11), first, 11);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theArrayMayEndWithTheFile(Order order) throws IOException {
    ArrayView view = view("<i4", order, 10_000, 1_000, 10);
    try (RowWindow window = window(view, 300, 1_000)) {
      file.assertShown(view, window.place(view), window.show(900, 100), 900, 100);
      file.assertShown(view, window.place(view), window.show(700, 300), 700, 300);
    }
  }

  @Test
  void aSingleRowIsABlock() throws IOException {
    for (Order order : Order.values()) {
      ArrayView view = view(">f4", order, 1, 1, 5, 6);
      try (RowWindow window = window(view, 1, 1)) {
        file.assertShown(view, window.place(view), window.show(0, 1), 0, 1);
      }
    }
  }

  @Test
  void nothingStaysMappedAfterClose() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 500, 4);
    RowWindow window = window(view, 10, 500);
    window.show(0, 10);
    window.show(480, 10);
    window.close();
    assertThat(file.mappings()).isZero();
  }

  @Test
  void closingAgainIsHarmless() throws IOException {
    RowWindow window = window(view("<i4", Order.C, 0, 500, 4), 10, 500);
    window.show(0, 10);
    window.close();
    window.close();
    window(view("<i4", Order.C, 0, 500, 4), 10, 500).close();
    assertThat(file.mappings()).isZero();
  }

  static ArrayView view(String dtype, Order order, long offset, long... lengths) {
    return new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), order, offset).view();
  }

  static RowSpan spanOf(ArrayView view) {
    return RowSpans.of(List.of(view), 0).get(0);
  }

  /** One to four axes and at least one byte, since a window without bytes is never made. */
  private ArraySpec arrayWithElements() {
    ArraySpec spec;
    do {
      spec = arrays.next(1 + arrays.below(4), 6);
    } while (spec.shape().elements() == 0);
    return spec;
  }
}
