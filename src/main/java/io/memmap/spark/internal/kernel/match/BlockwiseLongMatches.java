package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.lanes.LaneBlock;
import io.memmap.spark.internal.kernel.lanes.LongBlocks;
import io.memmap.spark.internal.kernel.load.LongLoad;

/** Tests adjacent integers block by block, and the rest by the plain loops. */
final class BlockwiseLongMatches implements LongMatchKernel {
  private final LongBlocks blocks;
  private final LongMatchKernel plain;
  private final LongLoad load;
  private final int itemsize;
  private final int size;

  /**
   * @param plain the loops for the same kind of adjacent integers
   */
  BlockwiseLongMatches(LongBlocks blocks, LongMatchKernel plain, LongLoad load, int itemsize) {
    this.blocks = blocks;
    this.plain = plain;
    this.load = load;
    this.itemsize = itemsize;
    this.size = LaneBlock.BYTES / itemsize;
  }

  @Override
  public void within(
      long address, long stride, int count, long least, long most, long[] words, int at) {
    long first = Math.max(least, load.least());
    long last = Math.min(most, load.greatest());
    if (first > last) {
      return;
    }
    int whole = at % Long.SIZE == 0 ? count - count % Long.SIZE : 0;
    for (int i = 0; i < whole; i += size) {
      int length = Math.min(size, whole - i);
      blocks.within(
          address + (long) i * itemsize, length, first, last, words, (at + i) / Long.SIZE);
    }
    if (whole < count) {
      long rest = address + whole * stride;
      plain.within(rest, stride, count - whole, least, most, words, at + whole);
    }
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    plain.among(address, stride, count, bounds, words, at);
  }
}
