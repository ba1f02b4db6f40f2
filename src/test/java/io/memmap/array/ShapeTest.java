package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void aShapeCountsItsElements() {
    assertThat(Shape.of().elements()).isOne();
    assertThat(Shape.of(7).elements()).isEqualTo(7);
    assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(Shape.of(5, 0, 7).elements()).isZero();
    assertThat(Shape.of(1L << 40, 1L << 20).elements()).isEqualTo(1L << 60);
  }

  @Test
  void aShapeCountsItsBytes() {
    assertThat(Shape.of().bytes(8)).isEqualTo(8);
    assertThat(Shape.of(2, 3).bytes(4)).isEqualTo(24);
    assertThat(Shape.of(1L << 40, 0).bytes(8)).isZero();
    assertThat(Shape.of(Long.MAX_VALUE).bytes(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void moreBytesThan64BitsCountAreRefused() {
    assertThatThrownBy(() -> Shape.of(Long.MAX_VALUE).bytes(2))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage(
            "shape (9223372036854775807,): array is too big; it has more than 2**63-1 bytes");
    assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 32).bytes(1))
        .hasMessageContaining("array is too big");
  }

  /** NumPy: "Zero lengths do not rescue it". */
  @Test
  void aLengthOfZeroDoesNotRescueTheOthers() {
    assertThatThrownBy(() -> Shape.of(0, 1L << 62).bytes(8))
        .hasMessageContaining("array is too big");
    assertThatThrownBy(() -> Shape.of(1L << 62, 0).bytes(8))
        .hasMessageContaining("array is too big");
  }

  @Test
  void oneLengthMayFollowFromTheFile() {
    assertThat(Shape.of(3, -1, 2).inferredAxis()).isEqualTo(1);
    assertThat(Shape.of(3, 2).inferredAxis()).isEqualTo(-1);
    assertThat(Shape.of().inferredAxis()).isEqualTo(-1);
  }

  @Test
  void otherNegativeLengthsAreRefused() {
    assertThatThrownBy(() -> Shape.of(-2))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("shape (-2,): lengths are 0 or more; one may be -1, to follow from the file");
    assertThatThrownBy(() -> Shape.of(-1, 3, -1))
        .hasMessage(
            "shape (-1, 3, -1): lengths are 0 or more; one may be -1, to follow from the file");
    assertThatThrownBy(() -> Shape.of(3, Long.MIN_VALUE)).hasMessageContaining("0 or more");
  }

  @Test
  void sixtyFourAxesAreTheMost() {
    long[] ones = new long[65];
    Arrays.fill(ones, 1);
    assertThat(Shape.of(Arrays.copyOf(ones, 64)).rank()).isEqualTo(64);
    assertThatThrownBy(() -> Shape.of(ones))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("shape of 65 axes; NumPy supports at most 64");
  }

  @Test
  void aShapePrintsAsPythonsTuple() {
    assertThat(Shape.of()).hasToString("()");
    assertThat(Shape.of(3)).hasToString("(3,)");
    assertThat(Shape.of(3, 4, 5)).hasToString("(3, 4, 5)");
  }

  @Test
  void shapesAreEqualByTheirLengths() {
    assertThat(Shape.of(3, 4)).isEqualTo(Shape.of(3, 4)).hasSameHashCodeAs(Shape.of(3, 4));
    assertThat(Shape.of(3, 4)).isNotEqualTo(Shape.of(4, 3));
    assertThat(Shape.of(3)).isNotEqualTo(Shape.of(3, 1));
    assertThat(Shape.of(3)).isNotEqualTo("(3,)");
  }

  @Test
  void aShapeCopiesItsLengths() {
    long[] lengths = {3, 4};
    Shape shape = Shape.of(lengths);
    lengths[0] = 99;
    assertThat(shape.length(0)).isEqualTo(3);
  }

  @Test
  void changingAnAxisLeavesTheOriginalAlone() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.with(1, 9)).isEqualTo(Shape.of(2, 9, 4));
    assertThat(shape.without(0)).isEqualTo(Shape.of(3, 4));
    assertThat(shape.without(1)).isEqualTo(Shape.of(2, 4));
    assertThat(shape.without(2)).isEqualTo(Shape.of(2, 3));
    assertThat(shape).isEqualTo(Shape.of(2, 3, 4));
  }
}
