package io.memmap.spark.internal.kernel.lanes;

/** Sum, least and greatest of some integers, found in one pass. */
public final class LongSummary {
  private long sum;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  /** Forgets all integers. */
  public void clear() {
    sum = 0;
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
  }

  /** Adds further integers. */
  public void add(long moreSum, long moreLeast, long moreGreatest) {
    sum += moreSum;
    least = Math.min(least, moreLeast);
    greatest = Math.max(greatest, moreGreatest);
  }

  /** Modulo 2<sup>64</sup>. */
  public long sum() {
    return sum;
  }

  public long least() {
    return least;
  }

  public long greatest() {
    return greatest;
  }
}
