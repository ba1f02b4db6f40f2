package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.dtype.DTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RowSpansTest {
  private static final DType INT32 = DTypes.parse("<i4");
  private static final long ANY_GAP = Long.MAX_VALUE;

  @Test
  void theColumnsOfCRowsAreOneSpan() {
    assertThat(RowSpans.of(columns(Order.C, 5, 3, 0, 1, 2), 0))
        .containsExactly(new RowSpan(List.of(0, 1, 2), new ByteRange(100, 112), 12));
  }

  /** The columns are taken in one pass, so that very many take no time. */
  @Test
  @Timeout(60)
  void aSpanTakesVeryManyColumns() {
    int[] all = IntStream.range(0, 400_000).toArray();
    assertThat(RowSpans.of(columns(Order.C, 5, all.length, all), 0))
        .singleElement()
        .matches(span -> span.columns().size() == all.length);
  }

  @Test
  void theColumnsOfFOrderStayAlone() {
    assertThat(RowSpans.of(columns(Order.F, 5, 3, 0, 1, 2), ANY_GAP))
        .containsExactly(
            new RowSpan(List.of(0), new ByteRange(100, 104), 4),
            new RowSpan(List.of(1), new ByteRange(120, 124), 4),
            new RowSpan(List.of(2), new ByteRange(140, 144), 4));
  }

  @Test
  void columnsAreGroupedInTheOrderOfTheFileUnderTheirOwnPositions() {
    assertThat(RowSpans.of(columns(Order.C, 5, 3, 2, 0, 1), 0))
        .containsExactly(new RowSpan(List.of(1, 2, 0), new ByteRange(100, 112), 12));
    assertThat(RowSpans.of(columns(Order.F, 5, 3, 2, 0), 0))
        .extracting(RowSpan::columns)
        .containsExactly(List.of(1), List.of(0));
  }

  @Test
  void aSpanTakesAlongTheColumnsBetweenThatAreNotWanted() {
    assertThat(RowSpans.of(columns(Order.C, 5, 10, 1, 8), ANY_GAP))
        .containsExactly(new RowSpan(List.of(0, 1), new ByteRange(104, 136), 40));
  }

  @Test
  void columnsJoinUpToTheWidestGapAndNotBeyond() {
    List<ArrayView> columns = columns(Order.C, 5, 10, 0, 3, 9);
    assertThat(RowSpans.of(columns, 20)).hasSize(1);
    assertThat(RowSpans.of(columns, 19))
        .containsExactly(
            new RowSpan(List.of(0, 1), new ByteRange(100, 116), 40),
            new RowSpan(List.of(2), new ByteRange(136, 140), 40));
    assertThat(RowSpans.of(columns, 8)).hasSize(2);
    assertThat(RowSpans.of(columns, 7)).hasSize(3);
  }

  @Test
  void theFieldsOfAStructAreOneSpan() {
    StructuredDType dtype =
        StructuredDType.packed(
            List.of("a", "b", "c"), List.of(DTypes.parse("i1"), DTypes.parse("<f8"), INT32));
    ArrayView struct = new ArraySpec(dtype, Shape.of(7), Order.C, 1).view();
    List<ArrayView> fields = dtype.fields().stream().map(struct::field).toList();
    assertThat(RowSpans.of(fields, 0))
        .containsExactly(new RowSpan(List.of(0, 1, 2), new ByteRange(1, 14), 13));
    assertThat(RowSpans.of(List.of(fields.get(2), fields.get(0)), 8)).hasSize(1);
    assertThat(RowSpans.of(List.of(fields.get(2), fields.get(0)), 7)).hasSize(2);
  }

  @Test
  void aRowArrayIsOneSpan() {
    assertThat(RowSpans.of(List.of(array(Order.C, 5, 2, 3)), 0))
        .containsExactly(new RowSpan(List.of(0), new ByteRange(100, 124), 24));
  }

  @Test
  void theRowsOfAnFOrderedRowArrayInterleave() {
    RowSpan span = RowSpans.of(List.of(array(Order.F, 5, 2, 3)), ANY_GAP).get(0);
    assertThat(span.firstRow()).isEqualTo(new ByteRange(100, 100 + 4 * 5 * 5 + 4));
    assertThat(span.stride()).isEqualTo(4);
    assertThat(span.gap()).isNegative();
  }

  @Test
  void noSpanIsLongerThanAWindow() {
    ArrayView rows = new ArraySpec(DTypes.parse("u1"), Shape.of(2, 3, 1L << 30), Order.C, 0).view();
    List<ArrayView> gibibytes = List.of(rows.at(1, 0), rows.at(1, 1), rows.at(1, 2));
    assertThat(RowSpans.of(gibibytes, ANY_GAP)).hasSize(3);
    ArrayView half = rows.at(1, 0).slice(1, 0, 1 << 29);
    assertThat(RowSpans.of(List.of(half, half.movedTo(1 << 29)), 0)).hasSize(1);
  }

  @Test
  void columnsOfDifferentStridesStayAlone() {
    ArrayView shorts = new ArraySpec(DTypes.parse("<i2"), Shape.of(5), Order.C, 100).view();
    assertThat(RowSpans.of(List.of(array(Order.C, 5), shorts.movedTo(104)), ANY_GAP)).hasSize(2);
  }

  @Test
  void aColumnMayBeWantedTwice() {
    assertThat(RowSpans.of(columns(Order.C, 5, 3, 1, 1), 0))
        .containsExactly(new RowSpan(List.of(0, 1), new ByteRange(104, 108), 12));
  }

  @Test
  void columnsWithoutBytesAreInNoSpan() {
    assertThat(RowSpans.of(List.of(array(Order.C, 5, 0)), 0)).isEmpty();
    assertThat(RowSpans.of(List.of(array(Order.C, 5, 0), array(Order.C, 5)), 0))
        .extracting(RowSpan::columns)
        .containsExactly(List.of(1));
    assertThat(RowSpans.of(List.of(), 0)).isEmpty();
  }

  @Test
  void reversedRowsAreGroupedToo() {
    ArrayView last = array(Order.C, 5).laidOut(148, -12);
    assertThat(RowSpans.of(List.of(last.movedTo(156), last), 4))
        .containsExactly(new RowSpan(List.of(1, 0), new ByteRange(148, 160), -12));
  }

  private static ArrayView array(Order order, long... lengths) {
    return new ArraySpec(INT32, Shape.of(lengths), order, 100).view();
  }

  private static List<ArrayView> columns(Order order, long rows, long columns, int... wanted) {
    assertThat(IntStream.of(wanted).max().orElseThrow()).isLessThan((int) columns);
    ArrayView array = array(order, rows, columns);
    return Arrays.stream(wanted).mapToObj(j -> array.at(1, j)).toList();
  }
}
