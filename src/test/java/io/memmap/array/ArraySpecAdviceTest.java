package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.memmap.array.dtype.DTypes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages about arrays that do not fit their file: what was asked, what was found, what would fit.
 */
class ArraySpecAdviceTest {
  private static final Pattern ADVISED_SHAPE = Pattern.compile("; shape=(\\(.*\\)) would fit(;|$)");

  /** Dtype, shape, order, offset and bytes of the file, then the message with its advice. */
  @ParameterizedTest(name = "{0} {1} {2} at {3} in {4} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <i4 | 10     | C | 0  | 39 | needs 40 bytes, found 39; shape=(9,) would fit; it leaves out the last 3 bytes
          <i4 | 10     | C | 1  | 40 | needs 41 bytes, found 40; shape=(9,) would fit; it leaves out the last 3 bytes
          <i4 | 5,2    | C | 0  | 39 | needs 40 bytes, found 39; shape=(4, 2) would fit; it leaves out the last 7 bytes
          <i4 | 5,2    | F | 0  | 39 | needs 40 bytes, found 39; shape=(4, 2) would fit; it leaves out the last 7 bytes
          <f8 | 2,3,4  | C | 0  | 100 | needs 192 bytes, found 100; shape=(1, 3, 4) would fit; it leaves out the last 4 bytes
          <f8 | 2,3,4  | C | 4  | 100 | needs 196 bytes, found 100; shape=(1, 3, 4) would fit; or was dtype float32 or int32 meant, which fills the file?
          <i4 | 5,2    | F | 0  | 20 | needs 40 bytes, found 20; shape=(2, 2) would fit; it leaves out the last 4 bytes; or was dtype int16 or float16 meant, which fills the file?
          <i2 | 6      | C | 1  | 7  | needs 13 bytes, found 7; shape=(3,) would fit; or was dtype uint8 meant, which fills the file?
          c16 | 9      | C | 0  | 72 | needs 144 bytes, found 72; shape=(4,) would fit; it leaves out the last 8 bytes; or was dtype float64 or int64 meant, which fills the file?
          """)
  void aShortFileGetsAShapeThatFits(
      String dtype, String shape, Order order, long offset, long fileBytes, String said) {
    ArraySpec asked = spec(dtype, shape, order, offset);
    InvalidArrayException refusal = refusal(asked, fileBytes);
    assertThat(refusal).hasMessage(asked(dtype, shape, order, offset) + " " + said);
    assertAdviceFits(refusal, asked, fileBytes);
  }

  @ParameterizedTest(name = "{0} {1} {2} at {3} in {4} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <i4 | -1     | C | 0  | 41 | makes items of 4 bytes, found 41 bytes of data, which is not a multiple; shape=(10,) would fit; it leaves out the last byte; or was dtype int8, uint8 or bool meant, which fills the file?
          <i4 | -1     | C | 0  | 102 | makes items of 4 bytes, found 102 bytes of data, which is not a multiple; shape=(25,) would fit; it leaves out the last 2 bytes; or was dtype int16, uint16 or float16 meant, which fills the file?
          <i4 | -1     | C | 2  | 41 | makes items of 4 bytes, found 39 bytes of data, which is not a multiple; shape=(9,) would fit; it leaves out the last 3 bytes; or was dtype int8, uint8 or bool meant, which fills the file?
          <i4 | -1,3   | C | 0  | 40 | makes items of 12 bytes, found 40 bytes of data, which is not a multiple; shape=(3, 3) would fit; it leaves out the last 4 bytes
          <i4 | 3,-1   | F | 0  | 40 | makes items of 12 bytes, found 40 bytes of data, which is not a multiple; shape=(3, 3) would fit; it leaves out the last 4 bytes
          """)
  void dataOfPartialRowsGetAShapeThatFits(
      String dtype, String shape, Order order, long offset, long fileBytes, String said) {
    ArraySpec asked = spec(dtype, shape, order, offset);
    InvalidArrayException refusal = refusal(asked, fileBytes);
    assertThat(refusal).hasMessage(asked(dtype, shape, order, offset) + " " + said);
    assertAdviceFits(refusal, asked, fileBytes);
  }

  @ParameterizedTest(name = "{0} {1} at {2} in {3} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <i4 | 10   | 0  | 3  | needs 40 bytes, found 3; check dtype, shape and offset: not even one row of it fits
          <i4 | 10,9 | 0  | 30 | needs 360 bytes, found 30; check dtype, shape and offset: not even one row of it fits
          <i4 | -1,9 | 0  | 30 | makes items of 36 bytes, found 30 bytes of data, which is not a multiple; check dtype, shape and offset: not even one row of it fits
          <i4 | 1    | 40 | 40 | needs 44 bytes, found 40; check dtype, shape and offset: not even one row of it fits
          <i4 | ()   | 0  | 3  | needs 4 bytes, found 3; check dtype and offset
          <i4 | 1    | 50 | 40 | needs 54 bytes, found 40; check dtype and offset
          <i4 | 0    | 50 | 40 | needs 50 bytes, found 40; check dtype and offset
          <i4 | -1   | 50 | 40 | starts beyond the end of the file, found 40 bytes; give a smaller offset
          """)
  void whereNothingFitsTheMessageSaysWhatToCheck(
      String dtype, String shape, long offset, long fileBytes, String said) {
    ArraySpec asked = spec(dtype, shape, Order.C, offset);
    assertThat(refusal(asked, fileBytes))
        .hasMessage(asked(dtype, shape, Order.C, offset) + " " + said);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "-1\n10\n0\n()")
  void anEmptyFileCannotBeMappedWhateverTheShape(String shape) {
    assertThat(refusal(spec("<i4", shape, Order.C, 0), 0))
        .hasMessage(
            asked("<i4", shape, Order.C, 0)
                + "; found an empty file, which can't be mapped; write the array first");
  }

  @Test
  void besideALengthOfZeroNothingCanBeInferred() {
    ArraySpec asked = spec("<i4", "-1,0", Order.C, 0);
    assertThat(refusal(asked, 40))
        .hasMessage(
            "dtype int32, shape (-1, 0), order C, offset 0: -1 has no single answer beside a"
                + " length of 0; give that length too");
    assertThat(spec("<i4", "10,0", Order.C, 0).fit(40).bytes()).isZero();
  }

  @Test
  void moreBytesThan64BitsCountAreTooMany() {
    assertThat(refusal(spec("<f8", "4611686018427387904", Order.C, 0), 40))
        .hasMessage(
            "shape (4611686018427387904,): array is too big; it has more than 2**63-1 bytes");
    assertThat(refusal(spec("u1", "9223372036854775807", Order.C, 1), 40))
        .hasMessage(
            "dtype uint8, shape (9223372036854775807,), order C, offset 1: array is too big; it"
                + " ends beyond 2**63-1 bytes");
  }

  @Test
  void adviceIsRightForAnyArrayAndFile() {
    RandomArrays arrays = new RandomArrays(7);
    int advised = 0;
    for (int n = 0; n < 3000; n++) {
      ArraySpec asked = arrays.next(1 + arrays.below(3), 5);
      long fileBytes = 1L + arrays.below(300);
      try {
        assertThat(asked.fit(fileBytes).end()).isLessThanOrEqualTo(fileBytes);
      } catch (InvalidArrayException e) {
        Matcher advice = ADVISED_SHAPE.matcher(e.getMessage());
        if (advice.find()) {
          assertAdviceFits(e, asked, fileBytes);
          advised++;
        }
      }
    }
    assertThat(advised).isGreaterThan(100);
  }

  /** The advised shape fits, and with one more row it would not. */
  private static void assertAdviceFits(Throwable refusal, ArraySpec asked, long fileBytes) {
    Matcher advice = ADVISED_SHAPE.matcher(refusal.getMessage());
    assertThat(advice.find()).as(refusal.getMessage()).isTrue();
    Shape shape = Shape.parse(advice.group(1));
    assertThat(new ArraySpec(asked.dtype(), shape, asked.order(), asked.offset()).fit(fileBytes))
        .extracting(ArraySpec::shape)
        .isEqualTo(shape);
    int axis = Math.max(0, asked.shape().inferredAxis());
    Shape longer = shape.with(axis, shape.length(axis) + 1);
    ArraySpec tooLong = new ArraySpec(asked.dtype(), longer, asked.order(), asked.offset());
    assertThatThrownBy(() -> tooLong.fit(fileBytes)).isInstanceOf(InvalidArrayException.class);
  }

  private static ArraySpec spec(String dtype, String shape, Order order, long offset) {
    return new ArraySpec(DTypes.parse(dtype), Shape.parse(shape), order, offset);
  }

  private static InvalidArrayException refusal(ArraySpec spec, long fileBytes) {
    return catchThrowableOfType(InvalidArrayException.class, () -> spec.fit(fileBytes));
  }

  private static String asked(String dtype, String shape, Order order, long offset) {
    return "dtype %s, shape %s, order %s, offset %d"
        .formatted(DTypes.parse(dtype), Shape.parse(shape), order, offset);
  }
}
