package io.memmap.spark.internal.kernel.compute;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/** Loops that load stored numbers of one kind into an array. */
interface ArrayLoad {

  /**
   * Loads {@code count} numbers, the first from {@code address} and each {@code stride} bytes after
   * the one before.
   *
   * @param into an array of {@link #kind}
   * @param at where the first number goes
   */
  void load(long address, long stride, int count, Object into, int at);

  /** The kind that stored numbers are loaded as. */
  static NumberKind kind(ScalarDType dtype) {
    if (dtype.kind().code() != 'f') {
      return NumberKind.LONG;
    }
    return dtype.kind() == ScalarKind.FLOAT64 ? NumberKind.DOUBLE : NumberKind.FLOAT;
  }

  /** The loops for numbers that are {@code stride} bytes apart. */
  static ArrayLoad of(ScalarDType dtype, long stride) {
    int step = stride == dtype.itemsize() ? dtype.itemsize() : KernelClass.ANY_STRIDE;
    return switch (kind(dtype)) {
      case FLOAT ->
          KernelClass.of(FloatArrayLoops.class, ArrayLoad.class, DoubleLoad.of(dtype), step);
      case DOUBLE ->
          KernelClass.of(DoubleArrayLoops.class, ArrayLoad.class, DoubleLoad.of(dtype), step);
      case LONG -> KernelClass.of(LongArrayLoops.class, ArrayLoad.class, LongLoad.of(dtype), step);
    };
  }
}
