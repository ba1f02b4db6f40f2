package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.lanes.LongBlocks;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.FasterKernel;
import io.memmap.spark.internal.kernel.loop.Trial;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tests of adjacent integers: the plain loops or those over vectors. For 64-bit integers the
 * plain loops run at the speed of memory.
 */
final class ChosenLongMatches implements LongMatchKernel {
  private static final Map<LongLoad, LongMatchKernel> CHOSEN = new ConcurrentHashMap<>();

  private final LongMatchKernel plain;
  private final FasterKernel<LongMatchKernel> ranges;

  private ChosenLongMatches(LongLoad load, int itemsize, LongMatchKernel plain) {
    this.plain = plain;
    this.ranges =
        new FasterKernel<>(
            plain,
            () -> vectors(load, itemsize, plain),
            new Trial<>(
                "tests of " + load,
                (k, at, count) -> tested(load, itemsize, k, at, count),
                itemsize));
  }

  /** One number that differs if a bit does, for the range between the first two integers. */
  private static Number tested(
      LongLoad load, int itemsize, LongMatchKernel kernel, long address, int count) {
    long[] words = new long[count / Long.SIZE + 1];
    long one = load.at(address);
    long other = load.at(address + itemsize);
    kernel.within(address, itemsize, count, Math.min(one, other), Math.max(one, other), words, 0);
    return (long) Arrays.hashCode(words);
  }

  /** The tests of adjacent integers. */
  static LongMatchKernel of(LongLoad load, int itemsize) {
    return CHOSEN.computeIfAbsent(
        load,
        key -> {
          LongMatchKernel plain =
              KernelClass.of(LongMatchLoops.class, LongMatchKernel.class, load, itemsize);
          return LongBlocks.exist(load) ? new ChosenLongMatches(load, itemsize, plain) : plain;
        });
  }

  /** The tests over vectors, for a load for which there are any. Needs the module. */
  static LongMatchKernel vectors(LongLoad load, int itemsize, LongMatchKernel plain) {
    return new BlockwiseLongMatches(LongBlocks.of(load, itemsize), plain, load, itemsize);
  }

  @Override
  public void within(
      long address, long stride, int count, long least, long most, long[] words, int at) {
    ranges.of(count).within(address, stride, count, least, most, words, at);
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    plain.among(address, stride, count, bounds, words, at);
  }
}
