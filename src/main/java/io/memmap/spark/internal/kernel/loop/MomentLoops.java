package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;

/**
 * The loops for a variance, copied by {@link KernelClass} for every load. They run over four
 * quarters side by side, as those of {@link DoubleLoops} do.
 */
final class MomentLoops implements MomentKernel {
  /** A {@link DoubleLoad} or a {@link LongLoad}. */
  private static final Object LOAD = KernelClass.load(MethodHandles.lookup(), Object.class);

  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public double sum(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < quarter; i++) {
      s0 += at(address + i * step);
      s1 += at(second + i * step);
      s2 += at(third + i * step);
      s3 += at(fourth + i * step);
    }
    for (int i = 4 * quarter; i < count; i++) {
      s0 += at(address + i * step);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public double squares(double mean, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < quarter; i++) {
      s0 += square(at(address + i * step) - mean);
      s1 += square(at(second + i * step) - mean);
      s2 += square(at(third + i * step) - mean);
      s3 += square(at(fourth + i * step) - mean);
    }
    for (int i = 4 * quarter; i < count; i++) {
      s0 += square(at(address + i * step) - mean);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double at(long address) {
    return LOAD instanceof DoubleLoad load ? load.at(address) : ((LongLoad) LOAD).at(address);
  }

  private static double square(double difference) {
    return difference * difference;
  }
}
