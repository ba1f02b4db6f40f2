package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.oracle.OracleAnswer.DTypeAnswer;
import io.memmap.oracle.OracleAnswer.PythonAnswer;
import io.memmap.oracle.OracleRequest.PythonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the parser of dtype strings with {@code np.dtype}. */
class DTypeOracleTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int MUTANTS = 2000;

  private static final String SAME = "the same";
  private static final String ACCIDENT = "accepted by NumPy by accident: the same or refused";

  /** Python objects that users pass as a dtype; PySpark converts them to text. */
  private static final List<String> OBJECTS =
      List.of(
          "bool",
          "int",
          "float",
          "complex",
          "str",
          "bytes",
          "object",
          "list",
          "dict",
          "3",
          "np.bool",
          "np.int8",
          "np.int16",
          "np.int32",
          "np.int64",
          "np.uint8",
          "np.uint16",
          "np.uint32",
          "np.uint64",
          "np.float16",
          "np.float32",
          "np.float64",
          "np.complex64",
          "np.complex128",
          "np.longdouble",
          "np.str_",
          "np.bytes_",
          "np.void",
          "np.object_",
          "np.datetime64",
          "np.byte",
          "np.ubyte",
          "np.short",
          "np.ushort",
          "np.intc",
          "np.uintc",
          "np.intp",
          "np.uintp",
          "np.longlong",
          "np.ulonglong",
          "np.half",
          "np.single",
          "np.double",
          "np.number",
          "np.floating",
          "np.ndarray",
          "np.dtype",
          "np.dtype(np.float32)",
          "np.dtype(float)",
          "np.dtype('?')",
          "np.dtype('i1')",
          "np.dtype('>i2')",
          "np.dtype('<i4')",
          "np.dtype('=i8')",
          "np.dtype('u1')",
          "np.dtype('>u2')",
          "np.dtype('<u4')",
          "np.dtype('>u8')",
          "np.dtype('>f2')",
          "np.dtype('<f4')",
          "np.dtype('>f8')",
          "np.dtype('S5')",
          "np.dtype('>U5')",
          "np.dtype('O')",
          "np.dtype('c16')",
          "np.dtype('M8[ns]')",
          "np.dtype('i4,f8')",
          "np.dtype('3i4')",
          "np.dtype([('x', '<i4', (2, 3)), ('y', '>U5')])",
          "np.dtype([('x', [('a', '?'), ('b', 'S3', 2)], (2,))])",
          "np.dtype({'names': ['x', 'y'], 'formats': ['<i4', '>f8'], 'offsets': [8, 0]})",
          "np.dtype(('<i4', (2,)), align=False)",
          "[('x', np.float32), ('y', float, 3), ('z', np.dtype('>M8[s]'))]",
          "[('x', np.dtype([('a', 'i1'), ('b', 'f8')], align=True)), ('y', 'S5')]",
          "{'names': ['x'], 'formats': [np.int16], 'offsets': [4]}",
          "(np.float32, (2, 3))",
          "(np.dtype('>i4'), 3)");

  /** Texts that other NumPy versions print. */
  private static final Map<String, ParsedDType> TEXTS_OF_OTHER_VERSIONS =
      Map.of("<class 'numpy.bool_'>", ParsedDType.of(NumpyKind.BOOL, false));

  /** Texts that differ slightly from valid ones. */
  private static final List<String> BROKEN_TEXTS =
      List.of(
          "<class 'numpy.float33'>",
          "<class 'numpy.Float32'>",
          "<class 'numpy.'>",
          "<class ''>",
          "<class 'numpy.f4'>",
          "<class 'numpy.<f4'>",
          "<class 'numpy.float32'",
          "class 'numpy.float32'>",
          "<class numpy.float32>",
          "<class 'pandas.float32'>",
          "<class 'numpy.float32'> ",
          "<class 'numpy.ndarray'>",
          "<class 'numpy.dtype'>",
          "dtype('float33')",
          "dtype('float32'",
          "dtype(float32)",
          "dtype()",
          "dtype('')",
          "dtype('O')",
          "dtype('<class \\'float\\'>')");

  @TempDir static Path folder;

  private static List<String> spellings;
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    NumpyOracle oracle = NumpyOracle.start();
    spellings = DTypeSpellings.all(new Random(SEED), MUTANTS);
    List<PythonObject> objects = OBJECTS.stream().map(PythonObject::new).toList();
    answer = oracle.ask(OracleRequest.ofDTypes(spellings, objects), folder);
  }

  @Test
  void stringsMeanWhatNumpySays() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < spellings.size(); i++) {
      String text = spellings.get(i);
      DTypeAnswer numpy = answer.dtypes().get(i);
      verdicts.judge(quoted(text) + " " + numpy, () -> compare(text, numpy, tally));
    }
    System.out.printf(
        "NumPy %s judged %,d dtype strings (%s)%n%s%n",
        answer.numpy(), verdicts.ran(), CONTEXT, tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get(SAME)).isGreaterThan(250);
  }

  @Test
  void textsOfPythonObjectsAreParsed() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < OBJECTS.size(); i++) {
      PythonAnswer python = answer.pythons().get(i);
      for (String text : List.of(python.str(), python.repr())) {
        verdicts.judge(
            OBJECTS.get(i) + " as " + text, () -> compareObject(text, python.dtype(), tally));
      }
    }
    System.out.printf(
        "NumPy %s judged %,d texts of Python objects%n%s%n", answer.numpy(), verdicts.ran(), tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get(SAME)).isGreaterThan(60);
  }

  @Test
  void textsOfOtherNumpyVersionsAreKnown() {
    TEXTS_OF_OTHER_VERSIONS.forEach(
        (text, expected) -> assertThat(ParsedDType.of(text)).as(text).isEqualTo(expected));
  }

  @Test
  void brokenTextsOfObjectsAreRefused() {
    Verdicts verdicts = new Verdicts();
    for (String text : BROKEN_TEXTS) {
      verdicts.judge(text, () -> assertThat(ParsedDType.of(text)).isEqualTo(ParsedDType.REFUSED));
    }
    verdicts.assertNoneFailed("no seed");
  }

  private static void compare(String text, DTypeAnswer numpy, Tally tally) {
    Optional<ParsedDType> expected = inScope(numpy, tally);
    ParsedDType actual = ParsedDType.of(text);
    if (expected.isEmpty()) {
      assertThat(actual).isEqualTo(ParsedDType.REFUSED);
    } else if (DTypeSpellings.isPlain(text)) {
      tally.add(SAME);
      assertThat(actual).isEqualTo(expected.get());
    } else {
      tally.add(ACCIDENT);
      assertThat(actual).isIn(expected.get(), ParsedDType.REFUSED);
    }
  }

  private static void compareObject(String text, DTypeAnswer numpy, Tally tally) {
    Optional<ParsedDType> expected = inScope(numpy, tally);
    expected.ifPresent(dtype -> tally.add(SAME));
    assertThat(ParsedDType.of(text)).isEqualTo(expected.orElse(ParsedDType.REFUSED));
  }

  /** The dtype that the parser must return; empty, and counted, where it must refuse. */
  private static Optional<ParsedDType> inScope(DTypeAnswer numpy, Tally tally) {
    if (numpy.isRefused()) {
      tally.add("refused by both");
      return Optional.empty();
    }
    Optional<ParsedDType> parsed = numpy.parsed();
    if (parsed.isEmpty()) {
      tally.add("refused by us: objects, long doubles, StringDType");
    }
    return parsed;
  }

  private static String quoted(String text) {
    List<String> visible = new ArrayList<>();
    text.chars()
        .forEach(
            c -> visible.add(c > ' ' && c < 127 ? Character.toString(c) : "\\u%04x".formatted(c)));
    return "'" + String.join("", visible) + "'";
  }
}
