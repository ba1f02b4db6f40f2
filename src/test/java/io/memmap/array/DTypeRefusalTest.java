package io.memmap.array;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.memmap.array.dtype.DTypes;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are not dtypes, or name unsupported ones, and the messages about them. */
class DTypeRefusalTest {
  private static final String OBJECTS =
      "Python objects are pickled, not mapped; convert the array to a fixed-width dtype";
  private static final String LONG_DOUBLES =
      "the 80-bit long double is a format of one platform; convert the array to float64";
  private static final String REMOVED =
      "NumPy 2 removed this name; use the sized one, such as float64 or int64";

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

  @Test
  void anUnsupportedNumPyClassIsNamed() {
    assertThatThrownBy(() -> DTypes.parse("<class 'numpy.object_'>"))
        .hasMessage("dtype 'object_': " + OBJECTS);
    assertThatThrownBy(() -> DTypes.parse("dtype('O')")).hasMessage("dtype 'O': " + OBJECTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          i4,flaot32 ~ , in 'flaot32': not a NumPy dtype; did you mean float32?
          i4,xyz ~ , in 'xyz': not a NumPy dtype; try float32 or <f4
          3 ~ : a count needs a dtype after it, as in 3i4 or (2,3)f4
          i4,f8; ~ : no dtype at character 6; write codes and commas, as in i4,(2,3)f8
          <3>i4 ~ : the byte orders before and after the repeat count differ
          M8[as/2] ~ : no smaller unit makes whole parts of it; write a multiple, as in M8[250ms]
          M8[D/0] ~ : no smaller unit makes whole parts of it; write a multiple, as in M8[250ms]
          T ~ : StringDType keeps its text outside the array; convert the array to U or S
          1000000000i4 ~ : its elements have more than 2**31-1 bytes, NumPy's limit
          [('x', 'f33')] ~ , in 'f33': no NumPy dtype of so many bytes, which is what its number counts; there are f2, f4 and f8, and V33 for the bytes of others as they are
          [('x', '<i4'), ('x', '<f4')] ~ : field 'x' occurs more than once; rename one of them
          [(('y', 'x'), '<i4'), ('y', '<f4')] ~ : field 'y' occurs more than once; rename one of them
          [('x', '<i4', -1)] ~ , in '-1': the shape of a sub-array is one or several integers of 0 or more, as in (2, 3)
          [(1, '<i4')] ~ , in '1': a field's name is a string, or a tuple of title and name
          ('S', (3,)) ~ , in '(|S0, (3,))': a type without a size takes one number, its size, as in ('S', 5)
          {'names': ['x'], 'formats': []} ~ : names, formats, offsets and titles must have the same length
          {'names': ['x'], 'formats': ['i4'], 'offsets': [-1]} ~ , in 'offset -1': must be an integer from 0 to 2**31-1
          {'names': ['x'], 'formats': ['i4'], 'itemsize': 3} ~ : itemsize 3: the fields need 4 bytes
          {'x': 'i4'} ~ : a dict has names and formats, or a tuple of dtype and offset for each name
          [f4] ~ : not a Python literal, at character 2: the name f4, where a literal must stand; write it as NumPy prints it, as in [('x', '<f4'), ('y', '<i4', (2, 3))]
          [('x', '<i4') ~ : not a Python literal, at character 14: the text ends too early; write it as NumPy prints it, as in [('x', '<f4'), ('y', '<i4', (2, 3))]
          """)
  void aPartAtFaultIsShown(String text, String reason) {
    assertThatThrownBy(() -> DTypes.parse(text))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("dtype '" + text + "'" + reason);
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
      strings = {
        "", "xyz", "b2", "d8", "F4", "flaot34", "iint46", "?1", "!i4", "@f4", "f4 ", "f-4"
      })
  void aTextUnlikeAnyNameGetsAnExample(String text) {
    assertRefused(text, "not a NumPy dtype; try float32 or <f4");
  }

  /** The advice never names a dtype that would show the bytes as other numbers. */
  @ParameterizedTest
  @CsvSource({
    "bfloat16, uint16 V2 float32",
    "<bfloat16, uint16 V2 float32",
    "bf16, uint16 V2 float32",
    "ml_dtypes.bfloat16, uint16 V2 float32",
    "torch.bfloat16, uint16 V2 float32",
    "float8_e4m3fn, uint8 V1",
    "float8_e5m2, uint8 V1",
    "float8_e8m0fnu, uint8 V1",
    "float8, uint8 V1",
    "f1, uint8 V1",
    "<f1, uint8 V1",
    "float6_e2m3fn, uint8",
    "float4_e2m1fn, uint8",
    "int4, uint8",
    "uint4, uint8",
    "int2, uint8",
    "uint1, uint8",
    "complex32, 2f2 V4 float16",
    "c4, 2f2 V4 float16",
    "int128, int8 int16 int32 int64 V16",
    "float24, float16 float32 float64 V3",
    "uint24, uint8 uint16 uint32 uint64 V3",
    "complex512, complex64 complex128 V64",
    "f32, f2 f4 f8 V32",
    "f3, f2 f4 f8 V3",
    "i3, i1 i2 i4 i8 V3",
    "u16, u1 u2 u4 u8 V16",
    "c64, c8 c16 V64",
    "f0, f2 f4 f8"
  })
  void numbersThatNumPyDoesNotHaveAreReadAsBytes(String text, String named) {
    InvalidArrayException refusal = refusalOf(text);
    assertThat(refusal.getMessage()).startsWith("dtype '" + text + "': ").doesNotContain("mean ");
    Set<String> advised =
        Arrays.stream(refusal.getMessage().split(": ", 2)[1].split("[ ,;]+"))
            .filter(DTypeRefusalTest::isDType)
            .collect(Collectors.toSet());
    assertThat(advised).isEqualTo(Set.of(named.split(" ")));
  }

  private static boolean isDType(String word) {
    boolean known = word.matches("\\d?[A-Za-z]+\\d+") && !word.startsWith("dtype");
    if (known) {
      DTypes.parse(word);
    }
    return known;
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "[".repeat(10_000),
        "(".repeat(10_000),
        "(".repeat(5_000) + ")".repeat(5_000),
        "[('x', ".repeat(1_400),
        "<".repeat(10_000),
        "f".repeat(10_000),
        "f".repeat(100_000),
        "1".repeat(10_000),
        ",".repeat(10_000),
        "i4,".repeat(3_333) + ";",
        "[('x', '<i4', (".repeat(600),
        "[('x', " + "'<i4' ".repeat(1_500) + ")]",
        "[('x', " + "1".repeat(9_000) + ")]",
        "[('x', '<i4', 1" + "0".repeat(4_000) + ")]",
        "{'a': ".repeat(1_600),
        "[('x', 'i4', (" + "1,".repeat(4_500) + "))]",
        "[" + "-".repeat(9_000) + "1]",
        "['" + "\\x41".repeat(2_000) + "']",
        "['''" + "'".repeat(9_000),
        "[" + "#\n".repeat(4_000),
        "dtype(".repeat(1_600),
        "dtype(" + "1_".repeat(4_000) + ")",
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
    InvalidArrayException refusal = assertTimeout(ofSeconds(30), () -> refusalOf(text));
    assertThat(refusal.getMessage()).startsWith("dtype '").hasSizeLessThan(300);
  }

  @Test
  void aLongTextIsShownInPart() {
    assertRefused("?".repeat(80), "not a NumPy dtype; try float32 or <f4");
    assertThat(refusalOf("?".repeat(81)))
        .hasMessage("dtype '" + "?".repeat(77) + "...': not a NumPy dtype; try float32 or <f4");
    assertThat(refusalOf("?".repeat(10_000))).hasMessageStartingWith("dtype '???");
    assertThat(refusalOf("?".repeat(100_001)))
        .hasMessage("dtype text of 100001 characters; at most 100000");
  }

  @Test
  void aTextOfAHundredMegabytesIsNotLookedAt() {
    String text = "(".repeat(100 << 20);
    InvalidArrayException refusal = assertTimeout(ofSeconds(30), () -> refusalOf(text));
    assertThat(refusal).hasMessage("dtype text of 104857600 characters; at most 100000");
  }

  private static InvalidArrayException refusalOf(String text) {
    return catchThrowableOfType(InvalidArrayException.class, () -> DTypes.parse(text));
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> DTypes.parse(text))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("dtype '" + text + "': " + reason);
  }
}
