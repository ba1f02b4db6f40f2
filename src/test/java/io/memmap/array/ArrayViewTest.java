package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.dtype.DTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views compared with NumPy's formula, element by element. */
class ArrayViewTest {
  private static final int ARRAYS = 1000;
  private static final DType INT32 = DTypes.parse("<i4");

  private final RandomArrays arrays = new RandomArrays(20_240_601);

  @Test
  void everyElementLiesWhereNumPyPutsIt() {
    for (int n = 0; n < ARRAYS; n++) {
      ArraySpec spec = arrays.next();
      ArrayView view = spec.view();
      for (long[] index : RandomArrays.indices(spec.shape())) {
        assertThat(RandomArrays.position(view, index))
            .as("%s at %s", spec, Arrays.toString(index))
            .isEqualTo(RandomArrays.position(spec, index));
      }
    }
  }

  @Test
  void fixingAnIndexLeavesTheOtherElementsWhereTheyAre() {
    for (int n = 0; n < ARRAYS; n++) {
      ArraySpec spec = arrays.next(1 + arrays.below(4), 4);
      int axis = arrays.below(spec.shape().rank());
      for (long[] index : RandomArrays.indices(spec.shape())) {
        ArrayView part = spec.view().at(axis, index[axis]);
        assertThat(part.shape()).isEqualTo(spec.shape().without(axis));
        assertThat(RandomArrays.position(part, without(index, axis)))
            .as("%s at %s without axis %d", spec, Arrays.toString(index), axis)
            .isEqualTo(RandomArrays.position(spec, index));
      }
    }
  }

  @Test
  void theFirstRowIsExactlyTheBytesThatItTouches() {
    for (int n = 0; n < ARRAYS; n++) {
      ArraySpec spec = arrays.next(1 + arrays.below(4), 4);
      ArrayView view = spec.view();
      ByteRange touched = touchedByRowZero(view);
      assertThat(view.firstRow()).as(view.toString()).isEqualTo(touched);
    }
  }

  @Test
  void theFirstRowOfAReversedViewBeginsAtItsLastElement() {
    ArrayView reversed = view(Order.C, 5, 3).laidOut(100, -12, -4);
    assertThat(reversed.firstRow()).isEqualTo(new ByteRange(92, 104));
    assertThat(reversed.firstRow()).isEqualTo(touchedByRowZero(reversed));
  }

  @Test
  void theExtentIsThatOfAllElements() {
    RandomArrays arrays = new RandomArrays(7);
    for (int i = 0; i < 300; i++) {
      ArrayView view = arrays.next(1 + arrays.below(4), 4).view();
      boolean empty = view.shape().elements() == 0;
      long low = empty ? view.offset() : Long.MAX_VALUE;
      long high = empty ? view.offset() : Long.MIN_VALUE;
      for (long element = 0; element < view.shape().elements(); element++) {
        low = Math.min(low, view.position(element));
        high = Math.max(high, view.position(element) + view.dtype().itemsize());
      }
      assertThat(view.extent()).as(view.toString()).isEqualTo(new ByteRange(low, high));
    }
    assertThat(view(Order.C, 5, 3).laidOut(100, -12, -4).extent())
        .isEqualTo(new ByteRange(44, 104));
    assertThat(view(Order.C, 0, 3).extent().length()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void blocksHaveTheElementsOfTheirRows(Order order) {
    ArrayView view = view(order, 7, 3, 2);
    ArrayView blocks = view.inBlocks(2);
    assertThat(blocks.shape()).isEqualTo(Shape.of(3, 2, 3, 2));
    for (long element = 0; element < blocks.shape().elements(); element++) {
      assertThat(blocks.position(element)).isEqualTo(view.position(element));
    }
    assertThat(blocks.at(0, 1).isContiguous()).isEqualTo(order == Order.C);
    assertThat(view.inBlocks(7).shape().length(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutElementsTouchNothing(Order order) {
    assertThat(view(order, 5, 0).firstRow().length()).isZero();
    assertThat(view(order, 5, 3, 0).firstRow().length()).isZero();
  }

  @Test
  void anArrayWithoutAxesIsOneRow() {
    ArrayView rows = new ArraySpec(INT32, Shape.of(), Order.C, 7).view().asRows();
    assertThat(rows.shape()).isEqualTo(Shape.of(1));
    assertThat(rows.offset()).isEqualTo(7);
    assertThat(rows.stride(0)).isEqualTo(4);
    assertThat(rows.firstRow()).isEqualTo(new ByteRange(7, 11));
  }

  @Test
  void anArrayWithAxesHasItsRowsAlready() {
    ArrayView view = view(Order.F, 3, 4);
    assertThat(view.asRows()).isSameAs(view);
  }

  @Test
  void aFieldLiesInsideEveryElement() {
    DType real = DTypes.parse(">f8");
    StructuredDType dtype =
        StructuredDType.packed(List.of("a", "b", "c"), List.of(DTypes.parse("i1"), real, INT32));
    ArraySpec spec = new ArraySpec(dtype, Shape.of(4, 3), Order.F, 5);
    for (DTypeField field : dtype.fields()) {
      ArrayView view = spec.view().field(field);
      assertThat(view.dtype()).isEqualTo(field.dtype());
      for (long[] index : RandomArrays.indices(spec.shape())) {
        assertThat(RandomArrays.position(view, index))
            .isEqualTo(RandomArrays.position(spec, index) + field.offset());
      }
    }
  }

  @Test
  void aSliceIsSomeIndicesOfAnAxis() {
    ArraySpec spec = new ArraySpec(INT32, Shape.of(4, 5, 3), Order.F, 9);
    ArrayView slice = spec.view().slice(1, 2, 4);
    assertThat(slice.shape()).isEqualTo(Shape.of(4, 2, 3));
    for (long[] index : RandomArrays.indices(slice.shape())) {
      assertThat(RandomArrays.position(slice, index))
          .isEqualTo(RandomArrays.position(spec, index[0], index[1] + 2, index[2]));
    }
  }

  @Test
  void aViewCanBeLaidOutElsewhere() {
    ArrayView moved = view(Order.C, 3, 4).movedTo(-8);
    assertThat(RandomArrays.position(moved, 2, 3)).isEqualTo(-8 + 2 * 16 + 3 * 4);
    long[] strides = {4, 64};
    ArrayView other = view(Order.C, 3, 4).laidOut(0, strides);
    strides[0] = 99;
    assertThat(RandomArrays.position(other, 2, 3)).isEqualTo(2 * 4 + 3 * 64);
    assertThat(other.shape()).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void viewsAreEqualByDTypeShapeStridesAndOffset() {
    ArrayView view = view(Order.C, 3, 4);
    assertThat(view(Order.C, 3, 4)).isEqualTo(view).hasSameHashCodeAs(view);
    assertThat(view(Order.F, 3, 4)).isNotEqualTo(view);
    assertThat(view(Order.C, 4, 3)).isNotEqualTo(view);
    assertThat(view.movedTo(1)).isNotEqualTo(view);
    assertThat(new ArraySpec(DTypes.parse(">i4"), Shape.of(3, 4), Order.C, 0).view())
        .isNotEqualTo(view);
    assertThat(view).isNotEqualTo(view.toString());
  }

  @Test
  void aViewPrintsItsDTypeShapeStridesAndOffset() {
    assertThat(view(Order.F, 3, 4)).hasToString("int32(3, 4) strides=[4, 12] offset=0");
  }

  @Test
  void aViewSurvivesTheWayToAnExecutor() throws IOException, ClassNotFoundException {
    ArrayView view = view(Order.F, 3, 4).movedTo(9);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(view);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(view);
    }
  }

  @Test
  void aRangeCoversAnotherWhicheverComesFirst() {
    ByteRange low = new ByteRange(2, 5);
    ByteRange high = new ByteRange(7, 9);
    assertThat(low.cover(high)).isEqualTo(high.cover(low)).isEqualTo(new ByteRange(2, 9));
    assertThat(low.cover(new ByteRange(3, 4))).isEqualTo(low);
    assertThat(low.length()).isEqualTo(3);
  }

  private static ArrayView view(Order order, long... lengths) {
    return new ArraySpec(INT32, Shape.of(lengths), order, 0).view();
  }

  private static long[] without(long[] index, int axis) {
    return LongStream.range(0, index.length)
        .filter(i -> i != axis)
        .map(i -> index[(int) i])
        .toArray();
  }

  /** Visits every element of row 0. The first axis may have no rows. */
  private static ByteRange touchedByRowZero(ArrayView view) {
    Shape row = view.shape().without(0);
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (long[] index : RandomArrays.indices(row)) {
      long position = RandomArrays.position(view.at(0, 0), index);
      low = Math.min(low, position);
      high = Math.max(high, position + view.dtype().itemsize());
    }
    return low < high ? new ByteRange(low, high) : new ByteRange(view.offset(), view.offset());
  }
}
