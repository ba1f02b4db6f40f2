package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.DType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.oracle.OracleAnswer.DTypeAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the parser of dtype literals with {@code np.dtype} and with NumPy's reader of headers.
 */
class DTypeLiteralOracleTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int SOUND = 2000;
  private static final int MUTANTS = 2000;

  private static final String SAME = "the same";

  @TempDir static Path folder;

  private static NumpyOracle oracle;
  private static List<String> literals;
  private static List<String> descrs;
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    oracle = NumpyOracle.start();
    RandomDTypeLiterals random = new RandomDTypeLiterals(new Random(SEED));
    literals = texts(random, RandomDTypeLiterals::next);
    descrs = texts(random, RandomDTypeLiterals::nextDescr);
    answer = oracle.ask(OracleRequest.ofLiterals(literals, descrs), folder);
  }

  private static List<String> texts(
      RandomDTypeLiterals random, Function<RandomDTypeLiterals, String> next) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < SOUND; i++) {
      texts.add(next.apply(random));
    }
    for (int i = 0; i < MUTANTS; i++) {
      texts.add(random.mutant(texts.get(i % SOUND)));
    }
    return texts;
  }

  @Test
  void literalsMeanWhatNumpySays() {
    // Without dtype(...) a bare string would be parsed as a dtype string, not as a literal.
    compare(literals, answer.literals(), text -> ParsedDType.of("dtype(" + text + "\n)"), true);
  }

  @Test
  void descrsMeanWhatNumpySays() {
    compare(descrs, answer.descrs(), ParsedDType::ofDescr, false);
  }

  private static void compare(
      List<String> texts,
      List<DTypeAnswer> answers,
      Function<String, ParsedDType> parser,
      boolean printed) {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      DTypeAnswer numpy = answers.get(i);
      boolean mutant = i >= SOUND;
      verdicts.judge(
          text + " " + numpy,
          () -> {
            ParsedDType ours = parser.apply(text);
            boolean accident = mutant && ours.equals(ParsedDType.REFUSED);
            if (numpy.isRefused()) {
              tally.add("refused by both");
              assertThat(ours).isEqualTo(ParsedDType.REFUSED);
            } else if (numpy.parsed().isEmpty() || numpy.isAccident() || accident) {
              tally.add("refused by us");
              assertThat(ours).isEqualTo(ParsedDType.REFUSED);
            } else {
              tally.add(SAME);
              assertThat(ours).isEqualTo(numpy.parsed().get());
              if (printed) {
                assertPrints(DTypes.parse("dtype(" + text + "\n)"), numpy);
              }
            }
          });
    }
    System.out.printf(
        "NumPy %s judged %,d dtype literals (%s)%n%s%n",
        answer.numpy(), verdicts.ran(), CONTEXT, tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get(SAME)).isGreaterThan(1000);
  }

  private static void assertPrints(DType dtype, DTypeAnswer numpy) {
    assertThat(dtype).hasToString(numpy.str());
    if (dtype instanceof SubArrayDType) {
      return;
    }
    boolean struct = dtype instanceof StructuredDType;
    if (numpy.descr() == null) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(dtype::descr))
          .hasMessageContaining("fields overlap or are out of order");
    } else {
      assertThat(struct ? dtype.descr() : "'" + dtype.descr() + "'").isEqualTo(numpy.descr());
    }
  }

  @Test
  void numpyParsesPrintedDTypesToTheSameDTypes() throws IOException {
    List<DType> dtypes =
        IntStream.range(0, SOUND)
            .filter(i -> !answer.literals().get(i).isRefused())
            .filter(i -> !answer.literals().get(i).isAccident())
            .mapToObj(i -> DTypes.parse("dtype(" + literals.get(i) + ")"))
            .toList();
    List<String> texts =
        dtypes.stream()
            .map(DType::text)
            .map(text -> text.matches("[\\[({].*") ? text : "'" + text + "'")
            .toList();
    OracleAnswer numpy = oracle.ask(OracleRequest.ofLiterals(texts, List.of()), folder);
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < dtypes.size(); i++) {
      DType dtype = dtypes.get(i);
      DTypeAnswer answered = numpy.literals().get(i);
      verdicts.judge(
          dtype.text() + " " + answered,
          () -> {
            assertThat(DTypes.parse(dtype.text())).isEqualTo(dtype);
            assertThat(answered.parsed()).contains(ParsedDType.of(dtype));
          });
    }
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(dtypes).hasSizeGreaterThan(1000);
  }
}
