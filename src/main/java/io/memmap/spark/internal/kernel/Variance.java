package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.loop.MomentKernel;

/** The variance of numbers as doubles, or its root. */
final class Variance extends Reduction {
  private final boolean sample;
  private final boolean root;
  private final KernelByStride<MomentKernel> kernels;
  private final Moments moments = new Moments();

  /** As {@link Moments#variance}. */
  Variance(ScalarDType dtype, boolean sample, boolean root) {
    this.sample = sample;
    this.root = root;
    this.kernels = new KernelByStride<>(stride -> MomentKernel.of(dtype, stride));
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    moments.add(kernels.of(stride), address, stride, length);
  }

  @Override
  Object finish() {
    Double variance = moments.variance(sample, root);
    moments.begin(0, 0, 0);
    return variance;
  }
}
