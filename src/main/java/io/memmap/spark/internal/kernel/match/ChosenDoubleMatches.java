package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.lanes.DoubleBlocks;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.loop.FasterKernel;
import io.memmap.spark.internal.kernel.loop.Trial;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tests of adjacent floating-point numbers: the plain loops or those over vectors. For float64
 * the plain loops run at the speed of memory.
 */
final class ChosenDoubleMatches implements DoubleMatchKernel {
  private static final Map<DoubleLoad, DoubleMatchKernel> CHOSEN = new ConcurrentHashMap<>();

  private final DoubleMatchKernel plain;
  private final FasterKernel<DoubleMatchKernel> ranges;

  private ChosenDoubleMatches(DoubleLoad load, int itemsize, DoubleMatchKernel plain) {
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

  /** One number that differs if a bit does, for the range between the first two numbers. */
  private static Number tested(
      DoubleLoad load, int itemsize, DoubleMatchKernel kernel, long address, int count) {
    long[] words = new long[count / Long.SIZE + 1];
    double one = load.at(address);
    double other = load.at(address + itemsize);
    kernel.within(address, itemsize, count, Math.min(one, other), Math.max(one, other), words, 0);
    return (long) Arrays.hashCode(words);
  }

  /** The tests of adjacent numbers. */
  static DoubleMatchKernel of(DoubleLoad load, int itemsize) {
    return CHOSEN.computeIfAbsent(
        load,
        key -> {
          DoubleMatchKernel plain =
              KernelClass.of(DoubleMatchLoops.class, DoubleMatchKernel.class, load, itemsize);
          return itemsize > Float.BYTES ? plain : new ChosenDoubleMatches(load, itemsize, plain);
        });
  }

  /** The tests over vectors for float16 and float32. Needs the module. */
  static DoubleMatchKernel vectors(DoubleLoad load, int itemsize, DoubleMatchKernel plain) {
    return new BlockwiseDoubleMatches(DoubleBlocks.of(load, itemsize), plain, itemsize);
  }

  @Override
  public void atMost(long address, long stride, int count, double most, long[] words, int at) {
    ranges.of(count).atMost(address, stride, count, most, words, at);
  }

  @Override
  public void within(
      long address, long stride, int count, double least, double most, long[] words, int at) {
    ranges.of(count).within(address, stride, count, least, most, words, at);
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    plain.among(address, stride, count, bounds, words, at);
  }
}
