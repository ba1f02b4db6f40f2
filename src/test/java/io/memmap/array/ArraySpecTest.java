package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.dtype.DTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions checked against the size of their file, which may give a missing length. */
class ArraySpecTest {
  @ParameterizedTest(name = "{0} {1} at {2} in {3} bytes is {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <i4 | -1      | 0    | 40   | (10,)
          <i4 | -1      | 8    | 40   | (8,)
          u1  | -1      | 0    | 1    | (1,)
          <f8 | -1      | 3    | 19   | (2,)
          <i4 | -1,5    | 0    | 40   | (2, 5)
          <i4 | 5,-1    | 0    | 40   | (5, 2)
          <i4 | 1,-1,5  | 0    | 40   | (1, 2, 5)
          <i4 | -1      | 40   | 40   | (0,)
          <i4 | -1,3    | 40   | 40   | (0, 3)
          """)
  void aMissingLengthFollowsFromTheFile(
      String dtype, String shape, long offset, long fileBytes, String found) {
    for (Order order : Order.values()) {
      ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.parse(shape), order, offset);
      ArraySpec known = spec.fit(fileBytes);
      assertThat(known.shape()).hasToString(found);
      assertThat(known.end()).isEqualTo(fileBytes);
      assertThat(known).isEqualTo(new ArraySpec(spec.dtype(), known.shape(), order, offset));
    }
  }

  @ParameterizedTest(name = "{0} {1} at {2} in {3} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <i4 | 10      | 0    | 40
          <i4 | 9       | 0    | 40
          <i4 | 9       | 3    | 39
          <i4 | 2,5     | 0    | 41
          <f8 | ()      | 1    | 9
          <i4 | 0       | 0    | 1
          <i4 | 0,7     | 0    | 1
          <i4 | 0       | 40   | 40
          """)
  void aGivenShapeThatTheFileHoldsStaysAsItIs(
      String dtype, String shape, long offset, long fileBytes) {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.parse(shape), Order.C, offset);
    assertThat(spec.fit(fileBytes)).isEqualTo(spec);
  }

  @Test
  void anArrayEndsAfterItsOffsetAndBytes() {
    ArraySpec spec = new ArraySpec(DTypes.parse("<f8"), Shape.of(3, 4), Order.F, 100);
    assertThat(spec.bytes()).isEqualTo(96);
    assertThat(spec.end()).isEqualTo(196);
  }

  @Test
  void anInferredArrayMayBeHuge() {
    ArraySpec spec = new ArraySpec(DTypes.parse("u1"), Shape.of(-1), Order.C, 1);
    assertThat(spec.fit(Long.MAX_VALUE).shape()).isEqualTo(Shape.of(Long.MAX_VALUE - 1));
  }

  @Test
  void aNegativeOffsetIsRefused() {
    assertThatThrownBy(() -> new ArraySpec(DTypes.parse("u1"), Shape.of(1), Order.C, -1))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("offset -1: must be 0 or more bytes");
  }
}
