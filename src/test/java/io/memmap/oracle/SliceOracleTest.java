package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.oracle.OracleAnswer.SliceAnswer;
import io.memmap.oracle.OracleRequest.SliceQuestion;
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

/** Compares slices of numbered arrays with NumPy's. */
class SliceOracleTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int SLICES = 3000;

  private static final List<String> FAR =
      List.of(
          "9223372036854775807",
          "-9223372036854775808",
          "100000000000000000000",
          "-100000000000000000000");

  @TempDir static Path folder;

  private static List<SliceQuestion> questions;
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    Random random = new Random(SEED);
    questions = new ArrayList<>();
    while (questions.size() < SLICES) {
      List<Integer> shape =
          IntStream.range(0, random.nextInt(5)).mapToObj(axis -> random.nextInt(6)).toList();
      questions.add(new SliceQuestion(shape, text(shape.size(), random)));
    }
    answer = NumpyOracle.start().ask(OracleRequest.ofSlices(questions), folder);
  }

  private static String text(int rank, Random random) {
    int count = Math.max(0, rank + 1 - random.nextInt(4));
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(random.nextInt(3) == 0 ? "" + (random.nextInt(11) - 5) : range(random));
    }
    if (random.nextInt(3) == 0) {
      items.add(random.nextInt(items.size() + 1), random.nextInt(9) == 0 ? "Ellipsis" : "...");
    }
    if (items.isEmpty()) {
      return "()";
    }
    return String.join(random.nextBoolean() ? ", " : ",", items)
        + (random.nextInt(9) > 0 ? "" : ",");
  }

  private static String range(Random random) {
    String range = bound(random) + ":" + bound(random);
    int step = random.nextInt(9) - 4;
    return switch (random.nextInt(3)) {
      case 0 -> range;
      case 1 -> range + ":" + (random.nextInt(30) == 0 ? FAR.get(random.nextInt(4)) : "");
      default -> range + ":" + (step == 0 && random.nextInt(4) > 0 ? 1 : step);
    };
  }

  private static String bound(Random random) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> "";
      case 4 -> "None";
      case 5 -> FAR.get(random.nextInt(FAR.size()));
      default -> Integer.toString(random.nextInt(17) - 8);
    };
  }

  @Test
  void slicesTakeNumPysElements() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (int i = 0; i < questions.size(); i++) {
      SliceQuestion question = questions.get(i);
      SliceAnswer numpy = answer.slices().get(i);
      verdicts.judge(question, () -> compare(question, numpy, tally));
    }
    System.out.printf(
        "NumPy %s judged %,d slices (%s)%n%s%n", answer.numpy(), verdicts.ran(), CONTEXT, tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get("the same")).isGreaterThan(1000);
  }

  private static void compare(SliceQuestion question, SliceAnswer numpy, Tally tally) {
    long[] lengths = question.shape().stream().mapToLong(Integer::longValue).toArray();
    for (Order order : Order.values()) {
      ArrayView array = new ArraySpec(DTypes.parse("i4"), Shape.of(lengths), order, 12).view();
      if (numpy.error() != null) {
        tally.add("refused by both");
        assertThatThrownBy(() -> array.sliced(Slice.parse(question.text())))
            .isInstanceOf(InvalidArrayException.class)
            .hasMessageStartingWith("slice '");
        continue;
      }
      tally.add("the same");
      List<Long> expected = numpy.values().stream().map(number -> position(array, number)).toList();
      for (String text : List.of(question.text(), numpy.str(), "np.s_[" + question.text() + "]")) {
        ArrayView taken = array.sliced(Slice.parse(text));
        assertThat(taken.shape()).hasToString(tuple(numpy.shape()));
        assertThat(positions(taken)).as(text).isEqualTo(expected);
      }
    }
  }

  private static String tuple(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ""))
        + (shape.size() == 1 ? ",)" : ")");
  }

  /** The byte position of element {@code number}, which counts in C order. */
  private static long position(ArrayView array, long number) {
    long position = array.offset();
    long left = number;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      position += left % array.shape().length(axis) * array.stride(axis);
      left /= array.shape().length(axis);
    }
    return position;
  }

  private static List<Long> positions(ArrayView array) {
    List<Long> positions = new ArrayList<>();
    for (long number = 0; number < array.shape().elements(); number++) {
      positions.add(position(array, number));
    }
    return positions;
  }
}
