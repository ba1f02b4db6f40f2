package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.npy.NpyHeader;
import java.io.Serializable;

/** The bytes of a file before its data. */
public sealed interface FileHead extends Serializable
    permits FileHead.Gap, FileHead.NewHeader, FileHead.OldHeader {

  /** The number of these bytes if the file holds such an array. */
  long length(DType dtype, Shape shape, Order order);

  /** The bytes that a write stores after it has stored the data; none to leave them as they are. */
  byte[] bytesOf(ArraySpec array);

  /**
   * Bytes of unknown meaning, as option offset skips: zero in a new file, else left as they are.
   */
  record Gap(long offset) implements FileHead {
    @Override
    public long length(DType dtype, Shape shape, Order order) {
      return offset;
    }

    @Override
    public byte[] bytesOf(ArraySpec array) {
      return new byte[0];
    }
  }

  /** The header that {@code np.save} would write. */
  record NewHeader() implements FileHead {
    @Override
    public long length(DType dtype, Shape shape, Order order) {
      return NpyHeader.encode(dtype, shape, order).length;
    }

    @Override
    public byte[] bytesOf(ArraySpec array) {
      return NpyHeader.encode(array.dtype(), array.shape(), array.order());
    }
  }

  /** The header of an existing file. Its shape is changed if rows were appended. */
  record OldHeader(NpyHeader header) implements FileHead {
    @Override
    public long length(DType dtype, Shape shape, Order order) {
      return header.dataOffset();
    }

    @Override
    public byte[] bytesOf(ArraySpec array) {
      boolean same = array.shape().equals(header.shape());
      return same ? new byte[0] : header.resized(array.shape());
    }
  }
}
