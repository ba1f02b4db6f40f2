package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.LongBlocks;
import io.memmap.spark.internal.kernel.lanes.LongSummary;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adjacent integers: for each question the plain loops or those over vectors. For 64-bit integers
 * the plain loops run at the speed of memory.
 */
final class ChosenLongs implements LongKernel {
  /** The plain loops have the distance of the values as a constant. */
  private record Key(LongLoad load, int itemsize) {}

  private static final Map<Key, LongKernel> CHOSEN = new ConcurrentHashMap<>();

  private final LongKernel plain;
  private final FasterKernel<LongKernel> sums;
  private final FasterKernel<LongKernel> leasts;
  private final FasterKernel<LongKernel> greatests;
  private final FasterKernel<LongKernel> summaries;

  private ChosenLongs(LongLoad load, int itemsize, LongKernel plain) {
    this.plain = plain;
    this.sums = faster(load, itemsize, "sums", (k, at, count) -> k.sum(at, itemsize, count));
    this.leasts = faster(load, itemsize, "minima", (k, at, count) -> k.least(at, itemsize, count));
    this.greatests =
        faster(load, itemsize, "maxima", (k, at, count) -> k.greatest(at, itemsize, count));
    this.summaries =
        faster(
            load,
            itemsize,
            "sums with extremes",
            (k, at, count) -> summarized(k, at, itemsize, count));
  }

  private FasterKernel<LongKernel> faster(
      LongLoad load, int itemsize, String asked, Trial.Question<LongKernel> question) {
    return new FasterKernel<>(
        plain,
        () -> vectors(load, itemsize, plain),
        new Trial<>(asked + " of " + load, question, itemsize));
  }

  /** One number that differs if an answer does. */
  private static long summarized(LongKernel kernel, long address, int itemsize, int count) {
    LongSummary summary = new LongSummary();
    kernel.summarize(address, itemsize, count, summary);
    return (summary.sum() * 31 + summary.least()) * 31 + summary.greatest();
  }

  /** The loops for adjacent integers. */
  static LongKernel of(LongLoad load, int itemsize) {
    return CHOSEN.computeIfAbsent(
        new Key(load, itemsize),
        key -> {
          LongKernel plain = KernelClass.of(LongLoops.class, LongKernel.class, load, itemsize);
          return LongBlocks.exist(load) ? new ChosenLongs(load, itemsize, plain) : plain;
        });
  }

  /** The loops over vectors, for a load for which there are any. Needs the module. */
  static LongKernel vectors(LongLoad load, int itemsize, LongKernel plain) {
    return new BlockwiseLongs(LongBlocks.of(load, itemsize), plain, itemsize);
  }

  @Override
  public long sum(long address, long stride, int count) {
    return sums.of(count).sum(address, stride, count);
  }

  @Override
  public long magnitude(long address, long stride, int count) {
    return plain.magnitude(address, stride, count);
  }

  @Override
  public long least(long address, long stride, int count) {
    return leasts.of(count).least(address, stride, count);
  }

  @Override
  public long greatest(long address, long stride, int count) {
    return greatests.of(count).greatest(address, stride, count);
  }

  @Override
  public void summarize(long address, long stride, int count, LongSummary into) {
    summaries.of(count).summarize(address, stride, count, into);
  }
}
