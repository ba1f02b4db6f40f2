package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.kernel.LongExtreme;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.vector.StridedVector;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;

/** All values of booleans and of small integers. */
final class NumberKey extends SlotKey {
  private final DataType type;
  private final long least;
  private final int length;
  private final KernelByStride<LongGroupKernel> kernels;

  /** The place of the next row in the slots. */
  private int next;

  NumberKey(ScalarDType dtype, DataType type) {
    this.type = type;
    LongLoad load = dtype.kind() == ScalarKind.BOOL ? LongLoad.BOOL : LongLoad.of(dtype);
    boolean signed = dtype.kind() == ScalarKind.INT8 || dtype.kind() == ScalarKind.INT16;
    this.least = signed ? -(1L << load.bits()) : 0;
    this.length = 1 << (signed ? load.bits() + 1 : load.bits());
    this.kernels =
        new KernelByStride<>(stride -> LongGroupKernel.of(load, dtype.itemsize(), stride));
  }

  @Override
  int length() {
    return length;
  }

  @Override
  int place(StridedVector values, int row, int count, int times, int[] slots) {
    next = 0;
    values.runs(
        row,
        count,
        (address, stride, run) -> {
          kernels.of(stride).place(slots, least, times, next, address, stride, run);
          next += run;
        });
    return count;
  }

  @Override
  Object value(int number) {
    return type instanceof BooleanType
        ? (Object) (number != 0)
        : LongExtreme.boxed(least + number, type, false);
  }
}
