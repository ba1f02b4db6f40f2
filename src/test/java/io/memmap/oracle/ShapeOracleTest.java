package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.oracle.OracleAnswer.MappedArray;
import io.memmap.oracle.OracleRequest.ShapeQuestion;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Compares the option {@code shape} with the shape that Python and NumPy make of the same text. */
class ShapeOracleTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int BYTES = 24;

  /** Shapes as users write them and as Python prints them: the reader must accept them. */
  private static final List<String> PLAIN =
      List.of(
          "24",
          "7",
          "0",
          "1",
          "4,6",
          "6,4",
          "2,3,4",
          "2, 3, 4",
          "1,1,1,24",
          "(24,)",
          "(24)",
          "(4, 6)",
          "(4,6)",
          "( 4 , 6 )",
          "(2, 3, 4)",
          "(2, 3, 2, 2)",
          "()",
          "(np.int64(4), 6)",
          "(4, np.int64(6))",
          "(np.int64(2), np.int64(3), np.int64(4))",
          "(np.int32(3),)",
          "[4, 6]",
          "[24]",
          "(0, 3)",
          "(3, 0)",
          "0,3",
          "(2, 0, 4)",
          "2,2",
          "(2, 3)");

  /** An extension of the reader: one length may be inferred, as in NumPy's reshape. */
  private static final List<String> INFERRED =
      List.of(
          "-1", "(-1,)", "-1,4", "4,-1", "(-1, 6)", "(2, -1, 4)", "2,3,-1", "(np.int64(-1), 4)");

  private static final List<String> BROKEN =
      List.of(
          "25",
          "5,5",
          "(25,)",
          "-2",
          "-24",
          "(-1, -1)",
          "-1,-1",
          "(-1, 5)",
          "-1,0",
          "(-1, -4)",
          "(4, -6)",
          "(-3,)",
          "4.0",
          "(4.0, 6)",
          "4;6",
          "4 6",
          "4x6",
          "(4, 6",
          "4, 6)",
          "[4, 6)",
          "4,,6",
          ",4",
          "(,)",
          "a",
          "(a, 6)",
          "'4'",
          "('4', 6)",
          "1e1",
          "4..6",
          "(4)(6)",
          "np.int64(4",
          "np.float64(4.0)",
          "np.int64(-2),4",
          "4,nan",
          "inf",
          "9223372036854775808",
          "99999999999999999999999",
          "4294967296,4294967296",
          "(4294967296, 4294967296, 4294967296)",
          "-9223372036854775808",
          "\u0664,6",
          "range(4)",
          "(4, (6,))",
          "4/1",
          "4-",
          "()()",
          "None,4");

  /**
   * Undocumented spellings, some of which Python accepts; if the reader accepts one, it must mean
   * the same.
   */
  private static final List<String> PYTHONIC =
      List.of(
          "+4",
          "(+4, 6)",
          "0x4",
          "0b11,2",
          "1_2",
          "(1_2, 2)",
          "True",
          "(True, 3)",
          "4,",
          "4 ,",
          "4,6,",
          "--4",
          "(())",
          "((4), 6)",
          "2*3",
          "4L",
          "((4, 6))",
          "(4, 6,)",
          "[4, 6,]",
          "\t4",
          "4\n",
          "None",
          "04",
          "4_");

  private static final List<String> INSERTS =
      List.of(" ", ",", "(", ")", "[", "-", "+", ".", "0", "1", "_", "x", "'", "\t");

  private static final int MUTANTS = 100;

  @TempDir static Path folder;

  private static Path file;
  private static List<String> texts;
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    NumpyOracle oracle = NumpyOracle.start();
    Random random = new Random(SEED);
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    file = Files.write(folder.resolve("shapes.dat"), bytes);
    texts = texts(random);
    List<ShapeQuestion> questions =
        texts.stream().map(text -> new ShapeQuestion(file.toString(), "u1", text)).toList();
    answer = oracle.ask(OracleRequest.ofShapes(questions), folder);
  }

  @Test
  void shapesMeanWhatNumpySays() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      MappedArray numpy = answer.shapes().get(i);
      verdicts.judge("'" + text + "' " + numpy, () -> compare(text, numpy, tally));
    }
    System.out.printf(
        "NumPy %s judged %,d shapes (%s)%n%s%n", answer.numpy(), verdicts.ran(), CONTEXT, tally);
    verdicts.assertNoneFailed(CONTEXT);
  }

  /**
   * Checks the lists above against NumPy, so that a wrong entry does not hide an error of the
   * reader.
   */
  @Test
  void numpyTakesPlainShapesAndRefusesBroken() {
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      MappedArray numpy = answer.shapes().get(i);
      if (PLAIN.contains(text) || INFERRED.contains(text)) {
        assertThat(numpy.error()).as(text).isNull();
      } else if (BROKEN.contains(text)) {
        assertThat(numpy.error()).as(text).isNotNull();
      }
    }
  }

  private static List<String> texts(Random random) {
    Set<String> texts = new LinkedHashSet<>(PLAIN);
    texts.addAll(INFERRED);
    texts.addAll(BROKEN);
    texts.addAll(PYTHONIC);
    List<String> seeds = new ArrayList<>(PLAIN);
    seeds.addAll(INFERRED);
    int wanted = texts.size() + MUTANTS;
    while (texts.size() < wanted) {
      String seed = seeds.get(random.nextInt(seeds.size()));
      int at = random.nextInt(seed.length() + 1);
      String insert = INSERTS.get(random.nextInt(INSERTS.size()));
      int end = random.nextBoolean() ? at : Math.min(seed.length(), at + 1);
      texts.add(seed.substring(0, at) + insert + seed.substring(end));
    }
    return new ArrayList<>(texts);
  }

  private static void compare(String text, MappedArray numpy, Tally tally) {
    ArrayRead read = ArrayRead.of(file).with("dtype", "u1").with("shape", text);
    if (numpy.error() != null) {
      tally.add("refused by both");
      assertThat(Refusal.messageOf(() -> read.collect(spark()))).contains("shape");
      return;
    }
    // Arrays show every length; columns would hide those of empty arrays.
    ArrayRead nested = numpy.shape().size() > 1 ? read.with("layout", "array") : read;
    boolean promised = PLAIN.contains(text) || INFERRED.contains(text);
    if (!promised && isRefused(nested)) {
      tally.add("Python's other spellings, refused by us");
      return;
    }
    tally.add(promised ? "the same" : "Python's other spellings, the same");
    numpy.as(NumpyKind.UINT8).assertReadBy(spark(), nested);
  }

  private static boolean isRefused(ArrayRead read) {
    try {
      read.load(spark());
      return false;
    } catch (IllegalArgumentException refusal) {
      return true;
    }
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }
}
