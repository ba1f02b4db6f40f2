package io.memmap.spark.internal.kernel.compute;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;
import org.apache.spark.unsafe.Platform;

/** Loads numbers into an array of doubles, copied by {@link KernelClass} for every load. */
final class DoubleArrayLoops implements ArrayLoad {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void load(long address, long stride, int count, Object into, int at) {
    double[] array = (double[]) into;
    if (LOAD == DoubleLoad.FLOAT64 && STEP == Double.BYTES) {
      long offset = Platform.DOUBLE_ARRAY_OFFSET + (long) at * Double.BYTES;
      Platform.copyMemory(null, address, array, offset, (long) count * Double.BYTES);
      return;
    }
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      array[at + i] = LOAD.at(address + i * step);
    }
  }
}
