package io.memmap.spark.internal.vector;

import io.memmap.array.ArrayView;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Rows as binary, where their bytes are not contiguous: the bytes of the elements in C order. */
final class RowBytesVector extends StridedVector {
  private final ArrayView view;
  private final int bytes;

  /** Bytes that are copied at once: an element, or elements of the last axes without gaps. */
  private final int run;

  /** The axis whose indices are such runs; 0 if a row is a single one. */
  private final int runAxis;

  /**
   * @param view first axis is the rows; with the strides of memory
   */
  RowBytesVector(DataType type, ArrayView view) {
    super(type, view.stride(0));
    this.view = view;
    this.bytes = Math.toIntExact(view.rowBytes());
    int axis = view.rank() - 1;
    long length = view.dtype().itemsize();
    while (axis > 0 && view.stride(axis) == length) {
      length *= view.shape().length(axis);
      axis--;
    }
    this.run = Math.toIntExact(length);
    this.runAxis = axis;
  }

  @Override
  public byte[] getBinary(int row) {
    byte[] gathered = new byte[bytes];
    if (bytes > 0) {
      gather(gathered, 0, 1, address + row * stride);
    }
    return gathered;
  }

  /** Copies the elements from an axis on, and returns the position after the last byte. */
  private int gather(byte[] target, int at, int axis, long from) {
    if (axis > runAxis) {
      copyRun(from, target, at);
      return at + run;
    }
    int next = at;
    for (long i = 0; i < view.shape().length(axis); i++) {
      next = gather(target, next, axis + 1, from + i * view.stride(axis));
    }
    return next;
  }

  /** Copies numbers by single loads, which is faster than a general copy of so few bytes. */
  private void copyRun(long from, byte[] target, int at) {
    long to = (long) Platform.BYTE_ARRAY_OFFSET + at;
    switch (run) {
      case Byte.BYTES -> target[at] = Platform.getByte(null, from);
      case Short.BYTES -> Platform.putShort(target, to, Platform.getShort(null, from));
      case Integer.BYTES -> Platform.putInt(target, to, Platform.getInt(null, from));
      case Long.BYTES -> Platform.putLong(target, to, Platform.getLong(null, from));
      default -> Platform.copyMemory(null, from, target, to, run);
    }
  }

  @Override
  StridedVector copy() {
    return new RowBytesVector(dataType(), view);
  }
}
