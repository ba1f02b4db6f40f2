package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.LongSummary;

/**
 * Answers several questions about one run of integers, which are looked at once. The other methods
 * may be called for the run that began last only.
 */
public final class SummarizedLongs implements LongKernel {
  private final LongSummary summary = new LongSummary();
  private LongKernel kernel;

  /**
   * Begins a run.
   *
   * @param loops for integers that are {@code stride} bytes apart
   */
  public void begin(LongKernel loops, long address, long stride, int count) {
    kernel = loops;
    summary.clear();
    kernel.summarize(address, stride, count, summary);
  }

  @Override
  public long sum(long address, long stride, int count) {
    return summary.sum();
  }

  @Override
  public long magnitude(long address, long stride, int count) {
    return Math.max(magnitude(summary.least()), magnitude(summary.greatest()));
  }

  private static long magnitude(long value) {
    return value ^ (value >> 63);
  }

  @Override
  public long least(long address, long stride, int count) {
    return summary.least();
  }

  @Override
  public long greatest(long address, long stride, int count) {
    return summary.greatest();
  }

  @Override
  public void summarize(long address, long stride, int count, LongSummary into) {
    kernel.summarize(address, stride, count, into);
  }
}
