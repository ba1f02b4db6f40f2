package io.memmap.spark.internal.kernel.compute;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;
import org.apache.spark.unsafe.Platform;

/** Loads numbers into an array of floats, copied by {@link KernelClass} for every load. */
final class FloatArrayLoops implements ArrayLoad {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void load(long address, long stride, int count, Object into, int at) {
    float[] array = (float[]) into;
    if (LOAD == DoubleLoad.FLOAT32 && STEP == Float.BYTES) {
      long offset = Platform.FLOAT_ARRAY_OFFSET + (long) at * Float.BYTES;
      Platform.copyMemory(null, address, array, offset, (long) count * Float.BYTES);
      return;
    }
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      array[at + i] = (float) LOAD.at(address + i * step);
    }
  }
}
