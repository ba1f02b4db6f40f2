package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.DoubleBlocks;
import io.memmap.spark.internal.kernel.lanes.DoubleSummary;
import io.memmap.spark.internal.kernel.lanes.LaneBlock;

/** Takes adjacent floating-point numbers block by block, and the rest by the plain loops. */
final class BlockwiseDoubles implements DoubleKernel {
  private final DoubleBlocks blocks;
  private final DoubleKernel plain;
  private final int itemsize;
  private final int size;

  /**
   * @param plain the loops for the same kind of adjacent numbers
   */
  BlockwiseDoubles(DoubleBlocks blocks, DoubleKernel plain, int itemsize) {
    this.blocks = blocks;
    this.plain = plain;
    this.itemsize = itemsize;
    this.size = LaneBlock.BYTES / Math.max(itemsize, Float.BYTES);
  }

  /** Numbers of the next block; 0 if fewer are left than a loop takes at a time. */
  private int next(int left) {
    return Math.min(size, left - left % blocks.step());
  }

  @Override
  public double sum(long address, long stride, int count) {
    double sum = 0;
    long a = address;
    int left = count;
    for (int length = next(left); length > 0; length = next(left)) {
      sum += blocks.sum(a, length);
      a += (long) length * itemsize;
      left -= length;
    }
    return left > 0 ? sum + plain.sum(a, stride, left) : sum;
  }

  @Override
  public double least(long address, long stride, int count) {
    double found = Double.POSITIVE_INFINITY;
    long a = address;
    int left = count;
    for (int length = next(left); length > 0; length = next(left)) {
      found = Math.min(found, blocks.least(a, length));
      a += (long) length * itemsize;
      left -= length;
    }
    return left > 0 ? Math.min(found, plain.least(a, stride, left)) : found;
  }

  @Override
  public double greatest(long address, long stride, int count) {
    double found = Double.NEGATIVE_INFINITY;
    long a = address;
    int left = count;
    for (int length = next(left); length > 0; length = next(left)) {
      found = Math.max(found, blocks.greatest(a, length));
      if (Double.isNaN(found)) { // the plain loop finds the first one
        return plain.greatest(a, stride, length);
      }
      a += (long) length * itemsize;
      left -= length;
    }
    return left > 0 ? later(found, plain.greatest(a, stride, left)) : found;
  }

  /** Keeps the bits of a NaN. */
  private static double later(double found, double value) {
    return value <= found ? found : value;
  }

  @Override
  public double first(double value, long address, long stride, int count) {
    return plain.first(value, address, stride, count);
  }

  @Override
  public boolean isNothingButNaN(long address, long stride, int count) {
    return plain.isNothingButNaN(address, stride, count);
  }

  @Override
  public void summarize(long address, long stride, int count, DoubleSummary into) {
    long a = address;
    int left = count;
    for (int length = next(left); length > 0; length = next(left)) {
      blocks.summarize(a, length, into);
      a += (long) length * itemsize;
      left -= length;
    }
    if (left > 0) {
      plain.summarize(a, stride, left, into);
    }
  }
}
