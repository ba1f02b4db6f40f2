package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.storage.window.HeapMemory;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Encodes columns that are stored as they are, without nulls, by copying the words in which Spark's
 * rows hold them. A row that is no array of bytes, such as one of a sort, is asked for each value.
 */
abstract sealed class RowWords permits RowInts, RowLongs {
  private final PlainEncoder encoder;
  private final int itemsize;
  private final int[] ordinals;

  RowWords(PlainEncoder encoder, int itemsize, int[] ordinals) {
    this.encoder = encoder;
    this.itemsize = itemsize;
    this.ordinals = ordinals;
  }

  static RowWords of(PlainEncoder encoder, ScalarDType dtype, int[] ordinals) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    return dtype.itemsize() == Integer.BYTES
        ? new RowInts(encoder, bytes, ordinals)
        : new RowLongs(encoder, bytes, ordinals);
  }

  /**
   * Encodes rows one after the other until the target is full or rows run out.
   *
   * @param target holds whole records
   * @param from where the first record starts
   * @return where the next one would start
   */
  abstract int encode(Iterator<InternalRow> rows, byte[] target, int from);

  /** Encodes a row value by value. */
  final void encode(InternalRow row, byte[] target, int at) {
    for (int i = 0; i < ordinals.length; i++) {
      encoder.encode(row, ordinals[i], target, at + i * itemsize);
    }
  }

  /** The array of bytes that holds the row; null if none does. */
  static byte[] bytes(InternalRow row) {
    return row instanceof UnsafeRow unsafe && unsafe.getBaseObject() instanceof byte[] bytes
        ? bytes
        : null;
  }

  /** Where a row's fields, words of eight bytes, start in the array of bytes that holds it. */
  static int start(UnsafeRow row) {
    return HeapMemory.index(row.getBaseOffset())
        + UnsafeRow.calculateBitSetWidthInBytes(row.numFields());
  }

  /** Offsets of the columns after {@link #start}. */
  static int[] offsets(int[] ordinals) {
    int[] offsets = new int[ordinals.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = ordinals[i] * Long.BYTES;
    }
    return offsets;
  }
}
