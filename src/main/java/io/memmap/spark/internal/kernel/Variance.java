package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.loop.MomentKernel;

/**
 * The variance of numbers as doubles, or its root. Mean and squares are found block by block and
 * combined as Spark combines partial results ({@code CentralMomentAgg}), which adds in another
 * order than its own loop, so a result may be rounded differently.
 */
final class Variance extends Reduction {
  /** Numbers of a block, which the second loop finds in the processor's cache. */
  private static final int BLOCK = 1024;

  private final boolean sample;
  private final boolean root;
  private final KernelByStride<MomentKernel> kernels;

  private long count;
  private double mean;
  private double squares;

  /**
   * @param sample whether the squares are divided by {@code count - 1}
   * @param root whether the result is the standard deviation
   */
  Variance(ScalarDType dtype, boolean sample, boolean root) {
    this.sample = sample;
    this.root = root;
    this.kernels = new KernelByStride<>(stride -> MomentKernel.of(dtype, stride));
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    MomentKernel kernel = kernels.of(stride);
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
   * The squares after Spark has combined them with those of no numbers: NaN if the square of the
   * mean overflows.
   */
  private double withEmpty() {
    return squares + mean * (mean / count) * 0 * count;
  }

  /** Null for the sample of a single number, of which there is no variance. */
  @Override
  Object finish() {
    long divisor = sample ? count - 1 : count;
    double variance = withEmpty() / divisor;
    count = 0;
    mean = 0;
    squares = 0;
    if (divisor == 0) {
      return null;
    }
    return root ? Math.sqrt(variance) : variance;
  }
}
