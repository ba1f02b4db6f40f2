package io.memmap.spark.internal.kernel;

import java.util.function.LongFunction;

/** The kernel for a stride, kept for the next call: most runs of a column have the same stride. */
final class KernelByStride<K> {
  private final LongFunction<K> kernels;
  private long stride;
  private K kernel;

  KernelByStride(LongFunction<K> kernels) {
    this.kernels = kernels;
  }

  K of(long wanted) {
    if (kernel == null || stride != wanted) {
      kernel = kernels.apply(wanted);
      stride = wanted;
    }
    return kernel;
  }
}
