package io.memmap.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;

/**
 * Compares each contender's sum with the sum of a plain loop, so that a wrong answer ends the
 * benchmark.
 */
final class Answers {
  private final JavaLoop java;
  private final Map<BenchArray, Double> sums = new HashMap<>();

  Answers(JavaLoop java) {
    this.java = java;
  }

  /**
   * Checks that the sum is exact: sums of {@link TestData} have no rounding error.
   *
   * @throws IllegalStateException if the sum is wrong
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
