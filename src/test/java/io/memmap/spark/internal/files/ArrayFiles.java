package io.memmap.spark.internal.files;

import io.memmap.array.ArraySpec;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;

/** Array files made by plain Java. */
public final class ArrayFiles {
  private ArrayFiles() {}

  /**
   * Writes an array, and one byte after it.
   *
   * @param bits the bits of an element, by its number in C order
   */
  public static Path write(Path file, ArraySpec spec, LongUnaryOperator bits) throws IOException {
    ScalarDType dtype = (ScalarDType) spec.dtype();
    ByteBuffer bytes =
        ByteBuffer.allocate((int) spec.end() + 1)
            .order(
                dtype.endian() == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long element = 0;
    for (long[] index : RandomArrays.indices(spec.shape())) {
      int position = (int) RandomArrays.position(spec, index);
      long value = bits.applyAsLong(element++);
      switch (dtype.itemsize()) {
        case 1 -> bytes.put(position, (byte) value);
        case 2 -> bytes.putShort(position, (short) value);
        case 4 -> bytes.putInt(position, (int) value);
        default -> bytes.putLong(position, value);
      }
    }
    return Files.write(file, bytes.array());
  }

  /** An int32 array in C order whose elements are their own numbers. */
  public static Path counting(Path file, long... lengths) throws IOException {
    return write(file, new ArraySpec(DTypes.parse("<i4"), Shape.of(lengths), Order.C, 0), i -> i);
  }

  /** A file of zeroes that takes no space. */
  public static Path sparse(Path path, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
    }
    return path;
  }
}
