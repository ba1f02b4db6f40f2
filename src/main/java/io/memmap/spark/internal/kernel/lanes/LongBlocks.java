package io.memmap.spark.internal.kernel.lanes;

/**
 * Loops over a block of adjacent integers of one kind. A block has {@link LaneBlock#BYTES} at most
 * and a multiple of {@link #step} integers, at least one of these.
 */
public interface LongBlocks {

  /** Integers that each loop takes at a time. */
  int step();

  /** The sum modulo 2<sup>64</sup>. */
  long sum(long address, int length);

  long least(long address, int length);

  long greatest(long address, int length);

  /** Adds the integers to a summary. */
  void summarize(long address, int length, LongSummary into);
}
