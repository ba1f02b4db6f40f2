package io.memmap.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;

/** Holds every sum against a plain one: a fast wrong answer is no result. */
final class Answers {
  private final JavaLoop java;
  private final Map<BenchArray, Double> sums = new HashMap<>();

  Answers(JavaLoop java) {
    this.java = java;
  }

  /**
   * Equal to the last bit; {@link TestData} sees to that.
   *
   * @throws IllegalStateException for another sum
   */
  void check(Contender contender, OptionalDouble answer)
      throws IOException, InterruptedException, ExecutionException {
    if (answer.isEmpty()) {
      return;
    }
    double right = sum(contender.reads());
    if (answer.getAsDouble() != right) {
      throw new IllegalStateException(
          contender.id() + " gave " + answer.getAsDouble() + " instead of " + right);
    }
  }

  private double sum(BenchArray array)
      throws IOException, InterruptedException, ExecutionException {
    Double known = sums.get(array);
    if (known == null) {
      known = java.sum(array, SumKernel.STRIDED);
      sums.put(array, known);
    }
    return known;
  }
}
