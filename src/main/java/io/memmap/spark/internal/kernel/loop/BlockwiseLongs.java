package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.LaneBlock;
import io.memmap.spark.internal.kernel.lanes.LongBlocks;
import io.memmap.spark.internal.kernel.lanes.LongSummary;

/** Takes adjacent integers block by block, and the rest by the plain loops. */
final class BlockwiseLongs implements LongKernel {
  private final LongBlocks blocks;
  private final LongKernel plain;
  private final int itemsize;
  private final int size;

  /**
   * @param plain the loops for the same kind of adjacent integers
   */
  BlockwiseLongs(LongBlocks blocks, LongKernel plain, int itemsize) {
    this.blocks = blocks;
    this.plain = plain;
    this.itemsize = itemsize;
    this.size = LaneBlock.BYTES / itemsize;
  }

  /** Integers of the next block; 0 if fewer are left than a loop takes at a time. */
  private int next(int left) {
    return Math.min(size, left - left % blocks.step());
  }

  @Override
  public long sum(long address, long stride, int count) {
    long sum = 0;
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
  public long magnitude(long address, long stride, int count) {
    return plain.magnitude(address, stride, count);
  }

  @Override
  public long least(long address, long stride, int count) {
    long found = Long.MAX_VALUE;
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
  public long greatest(long address, long stride, int count) {
    long found = Long.MIN_VALUE;
    long a = address;
    int left = count;
    for (int length = next(left); length > 0; length = next(left)) {
      found = Math.max(found, blocks.greatest(a, length));
      a += (long) length * itemsize;
      left -= length;
    }
    return left > 0 ? Math.max(found, plain.greatest(a, stride, left)) : found;
  }

  @Override
  public void summarize(long address, long stride, int count, LongSummary into) {
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
