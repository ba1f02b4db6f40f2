package io.memmap.spark.internal.kernel;

import io.memmap.spark.internal.kernel.loop.MomentKernel;

/**
 * Count, mean and sum of squared differences from the mean, of numbers as doubles. They are found
 * block by block and combined as Spark combines partial results ({@code CentralMomentAgg}), which
 * adds in another order than its own loop, so a result may be rounded differently.
 */
public final class Moments {
  /** Numbers of a block, which the second loop finds in the processor's cache. */
  private static final int BLOCK = 1024;

  private long count;
  private double mean;
  private double squares;

  /** Takes the place of what was added before. */
  public void begin(long numbers, double meanOfAll, double squaresOfAll) {
    count = numbers;
    mean = meanOfAll;
    squares = squaresOfAll;
  }

  public long count() {
    return count;
  }

  public double mean() {
    return mean;
  }

  public double squares() {
    return squares;
  }

  /** Adds a run of numbers. */
  public void add(MomentKernel kernel, long address, long stride, int length) {
    for (int from = 0; from < length; from += BLOCK) {
      addBlock(kernel, address + from * stride, stride, Math.min(BLOCK, length - from));
    }
  }

  private void addBlock(MomentKernel kernel, long address, long stride, int length) {
    double blockMean = kernel.sum(address, stride, length) / length;
    double blockSquares = kernel.squares(blockMean, address, stride, length);
    if (Double.isFinite(blockSquares)) {
      add(length, blockMean, blockSquares);
      return;
    }
    // a sum may overflow where Spark's mean does not
    for (int i = 0; i < length; i++) {
      add(kernel.sum(address + i * stride, stride, 1));
    }
  }

  /** As {@code CentralMomentAgg.mergeExpressions}. */
  private void add(long more, double otherMean, double otherSquares) {
    long all = count + more;
    double delta = otherMean - mean;
    double deltaOfAll = delta / all;
    mean += deltaOfAll * more;
    squares += otherSquares + delta * deltaOfAll * count * more;
    count = all;
  }

  /** As {@code CentralMomentAgg.updateExpressionsDef}. */
  private void add(double value) {
    count++;
    double delta = value - mean;
    double deltaOfAll = delta / count;
    mean += deltaOfAll;
    squares += delta * (delta - deltaOfAll);
  }

  /**
   * The variance, or its root; null for the sample of a single number, of which there is none.
   *
   * @param sample whether the squares are divided by {@code count - 1}
   * @param root whether the result is the standard deviation
   */
  public Double variance(boolean sample, boolean root) {
    long divisor = sample ? count - 1 : count;
    if (divisor == 0) {
      return null;
    }
    double variance = withEmpty() / divisor;
    return root ? Math.sqrt(variance) : variance;
  }

  /**
   * The squares after Spark has combined them with those of no numbers: NaN if the square of the
   * mean overflows.
   */
  private double withEmpty() {
    return squares + mean * (mean / count) * 0 * count;
  }
}
