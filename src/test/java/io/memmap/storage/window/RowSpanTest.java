package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ByteRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSpanTest {
  @ParameterizedTest(name = "bytes {0} to {1}, stride {2}")
  @CsvSource({"100,112,12", "100,104,12", "100,112,4", "100,112,-12", "100,104,-12", "100,112,-4"})
  void rowsAreTheBytesFromTheLowestToTheHighest(long start, long end, long stride) {
    RowSpan span = span(start, end, stride);
    for (long first = 0; first < 4; first++) {
      for (long rows = 1; rows < 4; rows++) {
        ByteRange covered = new ByteRange(start + first * stride, end + first * stride);
        for (long row = first; row < first + rows; row++) {
          covered = covered.cover(new ByteRange(start + row * stride, end + row * stride));
        }
        assertThat(span.rows(first, rows)).isEqualTo(covered);
        assertThat(span.position(first)).isEqualTo(start + first * stride);
      }
    }
  }

  @ParameterizedTest(name = "{0} bytes of rows of {1}, {2} apart")
  @CsvSource({
    "100, 12, 12",
    "100, 4, 12",
    "100, 12, 4",
    "100, 12, -12",
    "96, 12, 12",
    "97, 4, -12",
    "4, 4, 12",
    "15, 4, 12",
    "16, 4, 12"
  })
  void asManyRowsFitAsTheirBytesSay(long bytes, long width, long stride) {
    RowSpan span = span(1_000, 1_000 + width, stride);
    long rows = span.rowsWithin(bytes);
    assertThat(span.rows(0, rows).length()).isLessThanOrEqualTo(bytes);
    assertThat(span.rows(0, rows + 1).length()).isGreaterThan(bytes);
  }

  @Test
  void aRowThatDoesNotFitIsStillOneRow() {
    assertThat(span(0, 12, 12).rowsWithin(11)).isOne();
    assertThat(span(0, 12, 12).rowsWithin(0)).isOne();
    assertThat(span(0, 12, 0).rowsWithin(100)).isOne();
  }

  @Test
  void theGapIsWhatARowLeavesOut() {
    assertThat(span(0, 4, 12).gap()).isEqualTo(8);
    assertThat(span(0, 4, -12).gap()).isEqualTo(8);
    assertThat(span(0, 12, 12).gap()).isZero();
    assertThat(span(0, 12, 4).gap()).isEqualTo(-8);
    assertThat(span(3, 15, 4).width()).isEqualTo(12);
  }

  @Test
  void aSpanCopiesItsListOfColumns() {
    List<Integer> columns = new ArrayList<>(List.of(1, 2));
    RowSpan span = new RowSpan(columns, new ByteRange(0, 4), 4);
    columns.clear();
    assertThat(span.columns()).containsExactly(1, 2);
  }

  private static RowSpan span(long start, long end, long stride) {
    return new RowSpan(List.of(0), new ByteRange(start, end), stride);
  }
}
