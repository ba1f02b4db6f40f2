package io.memmap.spark.internal.kernel.lanes;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;

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

  /**
   * Tests numbers from {@code least} to {@code most}, which are floats; never NaN.
   *
   * @param length a multiple of 64
   * @param words in which bit {@code i} from word {@code at} on is set if number {@code i} passes
   */
  void within(long address, int length, double least, double most, long[] words, int at);

  /** The loops over vectors for float16 and float32. Needs the module. */
  static DoubleBlocks of(DoubleLoad load, int itemsize) {
    Class<? extends DoubleBlocks> lanes = KernelClass.named("FloatLanes", DoubleBlocks.class);
    return KernelClass.of(lanes, DoubleBlocks.class, load, itemsize);
  }
}
