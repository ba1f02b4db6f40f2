package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.FileStamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicedArrayTest {

  @Test
  void equalArraysOfTwoFilesAreOneObject() {
    ArraySource first = source("a", spec(2, Order.C, 0));
    ArraySource second = source("b", spec(2, Order.C, 0)).sharing(first);
    assertThat(second.array()).isSameAs(first.array());
    assertThat(second.view()).isSameAs(first.view());
    assertThat(second.file().path()).isEqualTo("b");
    assertThat(source("c", spec(3, Order.C, 0)).sharing(first).array()).isNotEqualTo(first.array());
  }

  @Test
  void rowsOfAGrownFileKeepTheirPlacesInOrderC() {
    SlicedArray grown = array(Order.C).foundAs(spec(5, Order.C, 0));
    assertThat(grown.view()).isEqualTo(array(Order.C).view());
    assertThat(grown.end()).isEqualTo(array(Order.C).end());
    assertThat(grown.isStillIn(spec(7, Order.C, 0))).isTrue();
    assertThat(grown.isStillIn(spec(1, Order.C, 0))).isFalse();
  }

  @Test
  void theLengthInTheFileDecidesTheStridesInOrderF() {
    SlicedArray grown = array(Order.F).foundAs(spec(5, Order.F, 0));
    assertThat(grown.rows()).isEqualTo(2);
    assertThat(grown.view().stride(1)).isEqualTo(5 * 4);
    assertThat(grown.end()).isEqualTo(5 * 3 * 4);
    assertThat(grown.isStillIn(spec(5, Order.F, 0))).isTrue();
    assertThat(grown.isStillIn(spec(7, Order.F, 0))).isFalse();
  }

  @Test
  void dataThatMovedInTheirFileAreFoundAgain() {
    SlicedArray moved = array(Order.C).foundAs(spec(2, Order.C, 64));
    assertThat(moved.view().offset()).isEqualTo(64);
    assertThat(moved.isStillIn(spec(2, Order.C, 64))).isTrue();
    assertThat(array(Order.C).isStillIn(spec(2, Order.C, 64))).isFalse();
  }

  private static ArraySource source(String name, ArraySpec spec) {
    return new ArraySource(
        new FileStamp(name, spec.end(), "", ""), spec, Slice.WHOLE, false, List.of());
  }

  private static SlicedArray array(Order order) {
    return SlicedArray.of(spec(2, order, 0), Slice.WHOLE, false);
  }

  private static ArraySpec spec(long rows, Order order, long offset) {
    return new ArraySpec(DTypes.parse("<i4"), Shape.of(rows, 3), order, offset);
  }
}
