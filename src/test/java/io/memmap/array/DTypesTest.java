package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.dtype.DTypes;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dtype strings, parsed as by {@code np.dtype(text)} of NumPy 2. */
class DTypesTest {
  private static final char NATIVE = Endian.NATIVE.prefix();

  static Stream<Arguments> names() {
    return table(
        """
        b1 = bool bool_
        i1 = int8 byte
        u1 = uint8 ubyte
        i2 = int16 short
        u2 = uint16 ushort
        i4 = int32 intc
        u4 = uint32 uintc
        i8 = int64 int int_ intp long longlong
        u8 = uint64 uint uintp ulong ulonglong
        f2 = float16 half
        f4 = float32 single
        f8 = float64 double float
        c8 = complex64 csingle
        c16 = complex128 cdouble complex
        """);
  }

  static Stream<Arguments> codes() {
    return table(
        """
        b1 = ? b1
        i1 = b i1
        u1 = B u1
        i2 = h i2
        u2 = H u2
        i4 = i i4
        u4 = I u4
        i8 = l q p n i8
        u8 = L Q P N u8
        f2 = e f2
        f4 = f f4
        f8 = d f8
        c8 = F c8
        c16 = D c16
        """);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("names")
  void aNameIsTheTypeInNativeByteOrder(String name, String code) {
    assertThat(DTypes.parse(name).descr()).isEqualTo(prefixed(NATIVE, code));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void aNameTakesNoPrefixAndNoOtherCase(String name, String code) {
    for (String wrong : new String[] {"<" + name, "=" + name, name.toUpperCase(Locale.ROOT)}) {
      assertThatThrownBy(() -> DTypes.parse(wrong))
          .as("%s, of %s", wrong, code)
          .isInstanceOf(InvalidArrayException.class)
          .hasMessageStartingWith("dtype '" + wrong + "': not a NumPy dtype");
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("codes")
  void aCodeTakesEveryPrefix(String letter, String code) {
    assertThat(DTypes.parse(letter).descr()).isEqualTo(prefixed(NATIVE, code));
    assertThat(DTypes.parse("<" + letter).descr()).isEqualTo(prefixed('<', code));
    assertThat(DTypes.parse(">" + letter).descr()).isEqualTo(prefixed('>', code));
    assertThat(DTypes.parse("=" + letter).descr()).isEqualTo(prefixed(NATIVE, code));
    assertThat(DTypes.parse("|" + letter).descr()).isEqualTo(prefixed(NATIVE, code));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          <class 'numpy.float32'>, float32
          <class 'numpy.uint8'>,   uint8
          <class 'numpy.bool'>,    bool
          <class 'numpy.bool_'>,   bool
          <class 'numpy.longlong'>,int64
          <class 'bool'>,          bool
          <class 'int'>,           int64
          <class 'float'>,         float64
          <class 'complex'>,       complex128
          <class 'str'>,           U0
          <class 'bytes'>,         S0
          <class 'numpy.complex64'>,complex64
          <class 'numpy.str_'>,    U0
          <class 'numpy.void'>,    V0
          <class 'numpy.datetime64'>,M8
          dtype('S5'),             S5
          dtype('<M8[ns]'),        M8[ns]
          dtype('float32'),        float32
          dtype('uint8'),          uint8
          dtype('<i2'),            int16
          dtype('O4'),             ""
          """)
  void aTypeIsParsedAsPythonPrintsIt(String printed, String name) {
    if (name.isEmpty()) {
      assertThatThrownBy(() -> DTypes.parse(printed)).hasMessageContaining("pickled");
    } else {
      assertThat(DTypes.parse(printed)).isEqualTo(DTypes.parse(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dtype('>f4')", ">f4"})
  void theOtherByteOrderSurvivesPrinting(String printed) {
    assertThat(DTypes.parse(printed))
        .isEqualTo(new ScalarDType(ScalarKind.FLOAT32, Endian.BIG))
        .hasToString(Endian.NATIVE == Endian.BIG ? "float32" : ">f4");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsReadFromItsOwnTexts(ScalarKind kind) {
    for (Endian endian : Endian.values()) {
      ScalarDType dtype = new ScalarDType(kind, endian);
      assertThat(DTypes.parse(dtype.descr())).isEqualTo(dtype);
      assertThat(DTypes.parse(dtype.toString())).isEqualTo(dtype);
      assertThat(dtype.itemsize()).isEqualTo(kind.itemsize());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "INT8", "UINT8"})
  void aSingleByteHasNoByteOrder(ScalarKind kind) {
    assertThat(new ScalarDType(kind, Endian.BIG)).isEqualTo(new ScalarDType(kind, Endian.LITTLE));
  }

  /** Lines of {@code code = text text ...} as pairs of text and code. */
  private static Stream<Arguments> table(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" = ", 2))
        .flatMap(sides -> Stream.of(sides[1].split(" ")).map(text -> Arguments.of(text, sides[0])));
  }

  /** NumPy drops the prefix of single bytes. */
  private static String prefixed(char prefix, String code) {
    return (code.endsWith("1") ? '|' : prefix) + code;
  }
}
