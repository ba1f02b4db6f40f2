package io.memmap.spark.internal.kernel.lanes;

/**
 * Loops over a block of adjacent floating-point numbers of one kind. A block has {@link
 * LaneBlock#BYTES} at most and a multiple of {@link #step} numbers, at least one of these.
 */
public interface DoubleBlocks {

  /** Numbers that each loop takes at a time. */
  int step();

  double sum(long address, int length);

  /** The least number that is not NaN; infinity if all numbers are NaN. */
  double least(long address, int length);

  /** The greatest number, or NaN if there is one. */
  double greatest(long address, int length);

  /** Adds the numbers to a summary; the sum is that of {@link #sum}. */
  void summarize(long address, int length, DoubleSummary into);
}
