package io.memmap.spark.internal.vector;

import io.memmap.array.Endian;
import io.memmap.array.TimeDType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Times of either byte order; NaT is null. Subclasses say what a tick is in Spark's terms. */
abstract class TimeVector extends StridedVector {
  final TimeDType dtype;
  final String label;
  private final boolean swapped;

  /**
   * Reads as the type says.
   *
   * @param label names column and file in the error of a time that the type does not hold
   */
  TimeVector(DataType type, long stride, TimeDType dtype, String label) {
    super(type, stride);
    this.dtype = dtype;
    this.label = label;
    this.swapped = dtype.endian() != Endian.NATIVE;
  }

  final long ticks(int row) {
    long stored = Platform.getLong(null, address + row * stride);
    return swapped ? Long.reverseBytes(stored) : stored;
  }

  /** There may be one; nobody looks before Spark does. */
  @Override
  public final boolean hasNull() {
    return true;
  }

  /** Spark asks only whether there are any. */
  @Override
  public final int numNulls() {
    return 1;
  }

  @Override
  public final boolean isNullAt(int row) {
    return ticks(row) == TimeDType.NAT;
  }

  /** Whether {@code factor} times the ticks fit 64 bits. */
  static boolean fits(long ticks, long factor) {
    return Math.multiplyHigh(ticks, factor) == (ticks * factor) >> 63;
  }
}
