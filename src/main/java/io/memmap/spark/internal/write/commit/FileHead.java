package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.npy.NpyHeader;
import java.io.Serializable;

/** What stands before the data of the file. */
public sealed interface FileHead extends Serializable {

  /** Bytes before the data of such an array. */
  long bytes(DType dtype, Shape shape, Order order);

  /** What is written there when the data are; nothing where those bytes are not ours. */
  byte[] of(ArraySpec array);

  /** Bytes that mean nothing to us: zero in a new file, left alone in one that is there. */
  record Gap(long offset) implements FileHead {
    @Override
    public long bytes(DType dtype, Shape shape, Order order) {
      return offset;
    }

    @Override
    public byte[] of(ArraySpec array) {
      return new byte[0];
    }
  }

  /** The header that {@code np.save} would write. */
  record NewHeader() implements FileHead {
    @Override
    public long bytes(DType dtype, Shape shape, Order order) {
      return NpyHeader.encode(dtype, shape, order).length;
    }

    @Override
    public byte[] of(ArraySpec array) {
      return NpyHeader.encode(array.dtype(), array.shape(), array.order());
    }
  }

  /** The header that is there, which says the new length once the rows are there too. */
  record OldHeader(NpyHeader header) implements FileHead {
    @Override
    public long bytes(DType dtype, Shape shape, Order order) {
      return header.dataOffset();
    }

    @Override
    public byte[] of(ArraySpec array) {
      boolean same = array.shape().equals(header.shape());
      return same ? new byte[0] : header.resized(array.shape());
    }
  }
}
