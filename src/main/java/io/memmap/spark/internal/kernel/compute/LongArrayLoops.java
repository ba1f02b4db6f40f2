package io.memmap.spark.internal.kernel.compute;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;
import org.apache.spark.unsafe.Platform;

/** Loads numbers into an array of longs, copied by {@link KernelClass} for every load. */
final class LongArrayLoops implements ArrayLoad {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void load(long address, long stride, int count, Object into, int at) {
    long[] array = (long[]) into;
    if (LOAD == LongLoad.INT64 && STEP == Long.BYTES) {
      long offset = Platform.LONG_ARRAY_OFFSET + (long) at * Long.BYTES;
      Platform.copyMemory(null, address, array, offset, (long) count * Long.BYTES);
      return;
    }
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      array[at + i] = LOAD.at(address + i * step);
    }
  }
}
