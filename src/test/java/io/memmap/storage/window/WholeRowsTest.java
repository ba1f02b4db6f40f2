package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.Test;

class WholeRowsTest extends RowWindowContract {
  @Override
  RowWindow window(ArrayView column, int mostRows, long endRow) throws IOException {
    WholeRows rows = new WholeRows(spanOf(column), mostRows);
    return new CopyingWindow(file.source(), rows, ReadCosts.COPIED, counters);
  }

  @Test
  void aBlockIsReadWithItsGapsButNotTheLastOne() throws IOException {
    ArrayView column = view("<i4", Order.C, 0, 1_000, 3).at(1, 1);
    try (RowWindow window = window(column, 10, 1_000)) {
      window.show(0, 10);
      assertThat(counters.bytesRead()).isEqualTo(9 * 12 + 4);
      window.show(10, 5);
      assertThat(counters.bytesRead()).isEqualTo(9 * 12 + 4 + 4 * 12 + 4);
      assertThat(counters.requests()).isEqualTo(2);
    }
    assertThat(counters.bytesMapped()).isZero();
    assertThat(counters.windows()).isZero();
  }

  @Test
  void theBufferIsFreedAtOnce() throws IOException {
    long before = DirectMemory.used();
    RowWindow window = window(view("u1", Order.C, 0, 4, 10_000_000), 4, 4);
    assertThat(DirectMemory.used() - before).isBetween(40_000_000L, 41_000_000L);
    window.close();
    window.close();
    assertThat(DirectMemory.used() - before).isLessThan(1_000_000L);
  }

  @Test
  void aFileThatWasCutIsAnErrorAndNoSignal() throws IOException {
    ArrayView view = view("<i4", Order.C, 0, 10_000);
    try (RowWindow window = window(view, 1_000, 10_000)) {
      window.show(0, 1_000);
      try (RandomAccessFile cut = new RandomAccessFile(file.path().toFile(), "rw")) {
        cut.setLength(20_000);
      }
      file.assertShown(view, window.place(view), window.show(4_000, 1_000), 4_000, 1_000);
      assertThatThrownBy(() -> window.show(4_500, 1_000))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "file "
                  + file.path()
                  + ": expected 50000 bytes, found 20000; it was cut after the query was"
                  + " planned; write the array again and reload it");
    }
  }
}
