package io.memmap.array;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are no dtype, or none that is read, and what the message says. */
class DTypeRefusalTest {
  private static final String OBJECTS =
      "Python objects are pickled, not mapped; convert the array to a fixed-width dtype";
  private static final String LONG_DOUBLES =
      "the 80-bit long double is a format of one platform; convert the array to float64";
  private static final String REMOVED =
      "NumPy 2 removed this name; use the sized one, such as float64 or int64";
  private static final String COMPOSED =
      "structured and sub-array dtypes are not read from text yet; for a packed struct leave"
          + " dtype out and give a schema, such as schema(\"x float, y int\")";
  private static final String NOT_YET =
      "strings, bytes, voids, times and complex numbers are not read yet";

  @ParameterizedTest
  @ValueSource(strings = {"object", "object_", "O", "|O", "O4", "O8"})
  void objectsAreRefused(String text) {
    assertRefused(text, OBJECTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "longdouble",
        "float128",
        "clongdouble",
        "complex256",
        "g",
        "G",
        "f16",
        "c32",
        ">f16"
      })
  void longDoublesAreRefused(String text) {
    assertRefused(text, LONG_DOUBLES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float_",
        "complex_",
        "unicode_",
        "string_",
        "cfloat",
        "clongfloat",
        "longfloat",
        "longcomplex",
        "singlecomplex",
        "bool8",
        "int0",
        "uint0",
        "str0",
        "bytes0",
        "void0",
        "object0"
      })
  void namesThatNumPyRemovedAreRefused(String text) {
    assertRefused(text, REMOVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i4,f8",
        "i4,",
        "3i4",
        ">3i4",
        "(2,3)f4",
        "()i4",
        "[('x', '<i4'), ('y', '<f8')]",
        "{'names': ['x'], 'formats': ['<i4']}",
        "dtype([('x', '<i4'), ('y', '<f8')])"
      })
  void structuredAndSubArrayTypesAreRefused(String text) {
    assertRefused(text, COMPOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S5",
        "|S5",
        "U10",
        "<U10",
        ">U10",
        "V4",
        "a5",
        "S",
        "str",
        "str_",
        "bytes",
        "bytes_",
        "void",
        "unicode",
        "c",
        "M8",
        "M8[ns]",
        ">M8[ns]",
        "m8[25s]",
        "m",
        "datetime64",
        "datetime64[D]",
        "timedelta64[s]",
        "c8",
        "c16",
        "<c16",
        "F",
        "D",
        "complex",
        "complex64",
        "complex128",
        "csingle",
        "cdouble"
      })
  void typesThatAreNotReadYetAreSaidToBeReal(String text) {
    assertRefused(text, NOT_YET);
  }

  @Test
  void aNumPyClassThatIsNotReadIsNamedByItsName() {
    assertThatThrownBy(() -> DType.parse("<class 'numpy.complex64'>"))
        .hasMessage("dtype 'complex64': " + NOT_YET);
    assertThatThrownBy(() -> DType.parse("<class 'numpy.object_'>"))
        .hasMessage("dtype 'object_': " + OBJECTS);
    assertThatThrownBy(() -> DType.parse("dtype('S5')")).hasMessage("dtype 'S5': " + NOT_YET);
  }

  @ParameterizedTest
  @CsvSource({
    "flaot32,   float32",
    "Float32,   float32",
    "np.float32,float32",
    "numpy.int8,int8",
    "<float32,  float32",
    "' float32',float32",
    "in32,      int32",
    "uint64t,   uint64",
    "boole,     bool",
    "doubel,    double",
    "singel,    single"
  })
  void aMistypedNameGetsTheNearestOne(String text, String nearest) {
    assertRefused(text, "not a NumPy dtype; did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "xyz", "f32", "b2", "f1", "d8", "F4", "?1", "!i4", "@f4", "f4 ", "f-4"})
  void aTextThatIsNearToNothingGetsAnExample(String text) {
    assertRefused(text, "not a NumPy dtype; try float32 or <f4");
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "[".repeat(10_000),
        "(".repeat(10_000),
        "(".repeat(5_000) + ")".repeat(5_000),
        "[('x', ".repeat(1_400),
        "<".repeat(10_000),
        "f".repeat(10_000),
        "1".repeat(10_000),
        ",".repeat(10_000),
        "i4,".repeat(3_333),
        "float".repeat(2_000),
        "<class 'numpy." + "a".repeat(9_900),
        "<class 'numpy." + "a".repeat(9_900) + "'>",
        "dtype('" + "x".repeat(9_900),
        "dtype('" + "x".repeat(9_900) + "')",
        "\0".repeat(10_000),
        "\n".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void aHostileTextIsRefusedAtOnceAndNotEchoed(String text) {
    InvalidArrayException refusal = assertTimeout(ofMillis(500), () -> refusalOf(text));
    assertThat(refusal.getMessage()).startsWith("dtype '").hasSizeLessThan(300);
  }

  @Test
  void aLongTextIsShownInPart() {
    assertRefused("?".repeat(80), "not a NumPy dtype; try float32 or <f4");
    assertThat(refusalOf("?".repeat(81)))
        .hasMessage("dtype '" + "?".repeat(77) + "...': not a NumPy dtype; try float32 or <f4");
    assertThat(refusalOf("?".repeat(10_000))).hasMessageStartingWith("dtype '???");
    assertThat(refusalOf("?".repeat(10_001)))
        .hasMessage("dtype text of 10001 characters; at most 10000");
  }

  @Test
  void aTextOfAHundredMegabytesIsNotLookedAt() {
    String text = "(".repeat(100 << 20);
    InvalidArrayException refusal = assertTimeout(ofMillis(500), () -> refusalOf(text));
    assertThat(refusal).hasMessage("dtype text of 104857600 characters; at most 10000");
  }

  private static InvalidArrayException refusalOf(String text) {
    return catchThrowableOfType(InvalidArrayException.class, () -> DType.parse(text));
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> DType.parse(text))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("dtype '" + text + "': " + reason);
  }
}
