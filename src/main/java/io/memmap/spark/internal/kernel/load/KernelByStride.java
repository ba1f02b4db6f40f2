package io.memmap.spark.internal.kernel.load;

import java.util.function.LongFunction;

/** The kernel for a stride, kept for the next call: most runs of a column have the same stride. */
public final class KernelByStride<K> {
  private final LongFunction<K> kernels;
  private long stride;
  private K kernel;

  public KernelByStride(LongFunction<K> kernels) {
    this.kernels = kernels;
  }

  public K of(long wanted) {
    if (kernel == null || stride != wanted) {
      kernel = kernels.apply(wanted);
      stride = wanted;
    }
    return kernel;
  }
}
