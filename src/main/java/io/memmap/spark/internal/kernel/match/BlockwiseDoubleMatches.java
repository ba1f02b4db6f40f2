package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.lanes.DoubleBlocks;
import io.memmap.spark.internal.kernel.lanes.LaneBlock;

/** Tests adjacent floats block by block, and the rest by the plain loops. */
final class BlockwiseDoubleMatches implements DoubleMatchKernel {
  private final DoubleBlocks blocks;
  private final DoubleMatchKernel plain;
  private final int itemsize;
  private final int size;

  /**
   * @param plain the loops for the same kind of adjacent numbers
   */
  BlockwiseDoubleMatches(DoubleBlocks blocks, DoubleMatchKernel plain, int itemsize) {
    this.blocks = blocks;
    this.plain = plain;
    this.itemsize = itemsize;
    this.size = LaneBlock.BYTES / Math.max(itemsize, Float.BYTES);
  }

  @Override
  public void atMost(long address, long stride, int count, double most, long[] words, int at) {
    int whole = wholeWords(count, at);
    tested(address, whole, Double.NEGATIVE_INFINITY, most, words, at);
    if (whole < count) {
      long rest = address + whole * stride;
      plain.atMost(rest, stride, count - whole, most, words, at + whole);
    }
  }

  @Override
  public void within(
      long address, long stride, int count, double least, double most, long[] words, int at) {
    int whole = wholeWords(count, at);
    tested(address, whole, least, most, words, at);
    if (whole < count) {
      long rest = address + whole * stride;
      plain.within(rest, stride, count - whole, least, most, words, at + whole);
    }
  }

  /** How many numbers have words of their own. */
  private static int wholeWords(int count, int at) {
    return at % Long.SIZE == 0 ? count - count % Long.SIZE : 0;
  }

  private void tested(long address, int count, double least, double most, long[] words, int at) {
    for (int i = 0; i < count; i += size) {
      long block = address + (long) i * itemsize;
      blocks.within(block, Math.min(size, count - i), least, most, words, (at + i) / Long.SIZE);
    }
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    plain.among(address, stride, count, bounds, words, at);
  }
}
