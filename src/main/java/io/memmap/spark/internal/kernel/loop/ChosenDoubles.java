package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.DoubleBlocks;
import io.memmap.spark.internal.kernel.lanes.DoubleSummary;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adjacent floating-point numbers: for each question the plain loops or those over vectors. For
 * float64 the plain loops run at the speed of memory.
 */
final class ChosenDoubles implements DoubleKernel {
  /** The plain loops have the distance of the values as a constant. */
  private record Key(DoubleLoad load, int itemsize) {}

  private static final Map<Key, DoubleKernel> CHOSEN = new ConcurrentHashMap<>();

  private final DoubleKernel plain;
  private final FasterKernel<DoubleKernel> sums;
  private final FasterKernel<DoubleKernel> leasts;
  private final FasterKernel<DoubleKernel> greatests;
  private final FasterKernel<DoubleKernel> summaries;

  private ChosenDoubles(DoubleLoad load, int itemsize, DoubleKernel plain) {
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

  private FasterKernel<DoubleKernel> faster(
      DoubleLoad load, int itemsize, String asked, Trial.Question<DoubleKernel> question) {
    return new FasterKernel<>(
        plain,
        () -> vectors(load, itemsize, plain),
        new Trial<>(asked + " of " + load, question, itemsize));
  }

  /** One number that differs if an answer does. */
  private static double summarized(DoubleKernel kernel, long address, int itemsize, int count) {
    DoubleSummary summary = new DoubleSummary();
    kernel.summarize(address, itemsize, count, summary);
    return summary.sum() + count * (2 * summary.greatest() - summary.least());
  }

  /** The loops for adjacent numbers. */
  static DoubleKernel of(DoubleLoad load, int itemsize) {
    return CHOSEN.computeIfAbsent(
        new Key(load, itemsize),
        key -> {
          DoubleKernel plain =
              KernelClass.of(DoubleLoops.class, DoubleKernel.class, load, itemsize);
          return itemsize > Float.BYTES ? plain : new ChosenDoubles(load, itemsize, plain);
        });
  }

  /** The loops over vectors for float16 and float32. Needs the module. */
  static DoubleKernel vectors(DoubleLoad load, int itemsize, DoubleKernel plain) {
    return new BlockwiseDoubles(DoubleBlocks.of(load, itemsize), plain, itemsize);
  }

  @Override
  public double sum(long address, long stride, int count) {
    return sums.of(count).sum(address, stride, count);
  }

  @Override
  public double least(long address, long stride, int count) {
    return leasts.of(count).least(address, stride, count);
  }

  @Override
  public double greatest(long address, long stride, int count) {
    return greatests.of(count).greatest(address, stride, count);
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
    summaries.of(count).summarize(address, stride, count, into);
  }
}
