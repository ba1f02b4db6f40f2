package io.memmap.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.HeaderBytes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.oracle.OracleAnswer.HeaderAnswer;
import io.memmap.oracle.OracleRequest.HeaderQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares headers with those that {@code np.save} writes, byte for byte. */
class NpyHeaderOracleTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int HEADERS = 1500;

  private static final List<Integer> LENGTHS = List.of(0, 1, 1, 2, 3, 10, 12);

  @TempDir static Path folder;

  private static List<HeaderQuestion> questions;
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    Random random = new Random(SEED);
    RandomDTypeLiterals literals = new RandomDTypeLiterals(random);
    questions = new ArrayList<>();
    for (int i = 0; i < HEADERS; i++) {
      List<Integer> shape =
          IntStream.range(0, random.nextInt(4))
              .mapToObj(axis -> LENGTHS.get(random.nextInt(LENGTHS.size())))
              .toList();
      String dtype = literals.next();
      if (!hasNoBytes(dtype)) {
        questions.add(new HeaderQuestion(dtype, shape, random.nextBoolean() ? "C" : "F"));
      }
    }
    for (String letter : List.of("x", "é", "数")) {
      for (int fields : List.of(1, 7, 600, 4000)) {
        questions.add(new HeaderQuestion(struct(letter, fields), List.of(1), "C"));
      }
    }
    answer = NumpyOracle.start().ask(OracleRequest.ofHeaders(questions), folder);
  }

  /** Whether items have no bytes; NumPy makes arrays of another dtype for these. */
  private static boolean hasNoBytes(String dtype) {
    try {
      return DTypes.parse("dtype(" + dtype + ")").itemsize() == 0;
    } catch (InvalidArrayException refused) {
      return false;
    }
  }

  /**
   * Part of the message for a sub-array without elements, as in {@code (('u4', 0), 3)}, to which
   * NumPy gives an itemsize of 3.
   */
  private static final String REFUSED_SUB_ARRAY = "a type without a size takes one number";

  private static String struct(String letter, int fields) {
    return IntStream.range(0, fields)
        .mapToObj(i -> "('" + letter + i + "','<i4')")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void headersHaveNumPysBytes() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < questions.size(); i++) {
      HeaderQuestion question = questions.get(i);
      HeaderAnswer numpy = answer.headers().get(i);
      verdicts.judge(question, () -> compare(question, numpy, tally));
    }
    System.out.printf(
        "NumPy %s judged %,d headers (%s)%n%s%n", answer.numpy(), verdicts.ran(), CONTEXT, tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get("version 1, the same")).isGreaterThan(400);
    assertThat(tally.counts().get("version 2, the same")).isPositive();
    assertThat(tally.counts().get("version 3, the same")).isPositive();
  }

  private static void compare(HeaderQuestion question, HeaderAnswer numpy, Tally tally)
      throws IOException {
    if (numpy.error() != null) {
      tally.add("refused by both");
      assertThatThrownBy(() -> encoded(question)).isInstanceOf(InvalidArrayException.class);
      return;
    }
    byte[] ours;
    try {
      ours = encoded(question);
    } catch (InvalidArrayException e) {
      assertThat(e).hasMessageContaining(REFUSED_SUB_ARRAY);
      tally.add("refused by us, a sub-array without elements");
      return;
    }
    assertThat(new String(ours, ISO_8859_1)).isEqualTo(new String(numpy.bytes(), ISO_8859_1));
    assertThat(ours).isEqualTo(numpy.bytes());
    tally.add("version " + ours[6] + ", the same");
    if (ours.length < 10_000) {
      NpyHeader header = HeaderBytes.parse(ours, ours.length);
      assertThat(header.dataOffset()).isEqualTo(ours.length);
      assertThat(header.shape()).isEqualTo(spec(question).shape());
    }
  }

  private static byte[] encoded(HeaderQuestion question) {
    ArraySpec spec = spec(question);
    return NpyHeader.encode(spec.dtype(), spec.shape(), spec.order());
  }

  private static ArraySpec spec(HeaderQuestion question) {
    long[] lengths = question.shape().stream().mapToLong(Integer::longValue).toArray();
    DType dtype = DTypes.parse("dtype(" + question.dtype() + ")");
    return new ArraySpec(dtype, Shape.of(lengths), Order.parse(question.order()), 0);
  }
}
