package io.memmap.array;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.memmap.array.dtype.DTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {
  private static final ArrayView ARRAY =
      new ArraySpec(DTypes.parse("<i4"), Shape.of(1000, 20, 7), Order.C, 100).view();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10:1000:3, ..., -1",
        "10:1000:3,...,-1",
        " ( 10 : 1000 : 3 , Ellipsis , -1 , ) ",
        "(slice(10, 1000, 3), Ellipsis, -1)",
        "np.s_[10:1000:3, ..., -1]",
        "numpy.index_exp[10::3, :, 6]",
        "np.int64(10)::np.int8(3), ..., np.int64(-1)",
        "(slice(np.int64(10), 1000, np.int64(3)), Ellipsis, np.int64(-1))"
      })
  void manyTextsMeanTheSameSlice(String text) {
    ArrayView sliced = ARRAY.sliced(Slice.parse(text));
    assertThat(sliced.shape()).isEqualTo(Shape.of(330, 20));
    assertThat(sliced.offset()).isEqualTo(100 + 10 * 560 + 6 * 4);
    assertThat(sliced.stride(0)).isEqualTo(3 * 560);
    assertThat(sliced.stride(1)).isEqualTo(28);
  }

  @Test
  void anEmptyTupleIsTheWholeArray() {
    assertThat(ARRAY.sliced(Slice.parse("()"))).isEqualTo(ARRAY);
    assertThat(ARRAY.sliced(Slice.parse("..."))).isEqualTo(ARRAY);
  }

  @Test
  void aNegativeStepGoesBackwards() {
    ArrayView sliced = ARRAY.sliced(Slice.parse("::-400"));
    assertThat(sliced.shape()).isEqualTo(Shape.of(3, 20, 7));
    assertThat(sliced.offset()).isEqualTo(100 + 999 * 560);
    assertThat(sliced.stride(0)).isEqualTo(-400 * 560);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "...       | true",
        "5:, :     | true",
        "::-2      | true",
        "9:5       | true",
        ":, 0:20   | true",
        ":, ::-1   | false",
        ":, 1:     | false",
        "..., :6   | false",
        ":, ::2    | false",
        "..., 0    | false",
        "3         | false"
      })
  void aSliceKnowsWhetherItTakesWholeRows(String slice, boolean rows) {
    assertThat(Slice.parse(slice).takesWholeRows(ARRAY.shape())).isEqualTo(rows);
  }

  @Test
  void aSliceGivesStartStepAndCountOfEachAxis() {
    assertThat(Slice.parse("5:3, -1").axes(Shape.of(9, 4, 2)))
        .containsExactly(
            new Slice.Axis(0, 1, 0, false),
            new Slice.Axis(3, 1, 1, true),
            new Slice.Axis(0, 1, 2, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          1000 ~ index 1000 is out of bounds for axis 0 with length 1000; give one from -1000 to 999
          :, -21 ~ index -21 is out of bounds for axis 1 with length 20; give one from -20 to 19
          0:0, 0, 0, 0 ~ 4 indices, found an array of 3 axes, shape (1000, 20, 7); give one index or slice for each axis
          ..., ... ~ more than one ...; only one can stand for the axes that are left
          ::0 ~ the step of a slice can't be 0
          None, 0 ~ None would add an axis, which a DataFrame has no use for; leave it out
          np.newaxis ~ np.newaxis would add an axis, which a DataFrame has no use for; leave it out
          True ~ True is a mask, not a basic index; filter the DataFrame instead
          [1, 2] ~ lists of indices are not basic indexing; filter the DataFrame instead
          1:2:3:4 ~ '1:2:3:4' is not an index or slice; write 10:1000:3, ..., -1 or what np.s_[...] prints
          1.5 ~ '1.5' is not an index or slice; write 10:1000:3, ..., -1 or what np.s_[...] prints
          1,, 2 ~ '' is not an index or slice; write 10:1000:3, ..., -1 or what np.s_[...] prints
          """)
  void otherTextsAreRefused(String text, String found) {
    assertThatThrownBy(() -> ARRAY.sliced(Slice.parse(text)))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("slice '" + text + "': " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "1:", ",", "9", "slice(", "...,", "-", "1)", " "})
  void aHostileTextIsRefusedAtOnceAndNotEchoed(String piece) {
    String text = piece.repeat(9_000 / piece.length()) + "x";
    InvalidArrayException refusal =
        assertTimeout(
            ofSeconds(30),
            () -> catchThrowableOfType(InvalidArrayException.class, () -> Slice.parse(text)));
    assertThat(refusal.getMessage()).startsWith("slice '").hasSizeLessThan(300);
  }
}
