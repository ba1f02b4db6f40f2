package io.memmap.spark.internal.kernel.lanes;

/** Sum, least and greatest of some floating-point numbers, found in one pass. */
public final class DoubleSummary {
  private double sum;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** Forgets all numbers. */
  public void clear() {
    sum = 0;
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
  }

  /**
   * Adds further numbers.
   *
   * @param moreLeast of those that are not NaN; infinity if there are none
   * @param moreGreatest of those that are not NaN; minus infinity if there are none
   */
  public void add(double moreSum, double moreLeast, double moreGreatest) {
    sum += moreSum;
    least = Math.min(least, moreLeast);
    greatest = Math.max(greatest, moreGreatest);
  }

  /** NaN if one of the numbers is NaN. */
  public double sum() {
    return sum;
  }

  /** The least number that is not NaN; infinity if there is none. */
  public double least() {
    return least;
  }

  /** The greatest number that is not NaN; minus infinity if there is none. */
  public double greatest() {
    return greatest;
  }
}
