package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.DoubleSummary;

/**
 * Answers several questions about one run of floating-point numbers, which are looked at once. The
 * other methods may be called for the run that began last only.
 */
public final class SummarizedDoubles implements DoubleKernel {
  private final DoubleSummary summary = new DoubleSummary();
  private DoubleKernel kernel;

  /**
   * Begins a run.
   *
   * @param loops for numbers that are {@code stride} bytes apart
   */
  public void begin(DoubleKernel loops, long address, long stride, int count) {
    kernel = loops;
    summary.clear();
    kernel.summarize(address, stride, count, summary);
  }

  @Override
  public double sum(long address, long stride, int count) {
    return summary.sum();
  }

  @Override
  public double least(long address, long stride, int count) {
    return summary.least();
  }

  /** A sum that is NaN may be that of infinities. */
  @Override
  public double greatest(long address, long stride, int count) {
    return Double.isNaN(summary.sum())
        ? kernel.greatest(address, stride, count)
        : summary.greatest();
  }

  @Override
  public double first(double value, long address, long stride, int count) {
    return kernel.first(value, address, stride, count);
  }

  @Override
  public boolean isNothingButNaN(long address, long stride, int count) {
    return kernel.isNothingButNaN(address, stride, count);
  }

  @Override
  public void summarize(long address, long stride, int count, DoubleSummary into) {
    kernel.summarize(address, stride, count, into);
  }
}
