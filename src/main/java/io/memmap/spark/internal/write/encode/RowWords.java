package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.storage.window.HeapMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Encodes columns that {@link PlainEncoder} stores and that have no nulls. Copies the words in
 * which an {@link UnsafeRow} on the heap holds the values; any other row, such as one that a sort
 * keeps in an array of longs, is asked for each value.
 */
abstract sealed class RowWords {
  private final PlainEncoder encoder;
  private final int itemsize;
  private final int[] ordinals;

  final ElementBytes bytes;

  /** Offsets of the columns in bytes, from the first word after the bits that mark nulls. */
  final int[] offsets;

  private RowWords(PlainEncoder encoder, ElementBytes bytes, int itemsize, int[] ordinals) {
    this.encoder = encoder;
    this.bytes = bytes;
    this.itemsize = itemsize;
    this.ordinals = ordinals;
    this.offsets = new int[ordinals.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = ordinals[i] * Long.BYTES;
    }
  }

  static RowWords of(PlainEncoder encoder, ScalarDType dtype, int[] ordinals) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    return dtype.itemsize() == Integer.BYTES
        ? new Ints(encoder, bytes, ordinals)
        : new Longs(encoder, bytes, ordinals);
  }

  /**
   * Encodes rows until the target is full or no row is left.
   *
   * @param target its length is a multiple of the record's
   * @param from where the first record starts
   * @return where the next record would start
   */
  abstract int encode(Iterator<InternalRow> rows, byte[] target, int from);

  /** The array of bytes that holds the row; null if there is none. */
  private static byte[] bytesOf(InternalRow row) {
    return row instanceof UnsafeRow unsafe && unsafe.getBaseObject() instanceof byte[] source
        ? source
        : null;
  }

  /** Where the row's first word starts in {@link #bytesOf}. */
  private static int firstWord(UnsafeRow row) {
    return HeapMemory.index(row.getBaseOffset())
        + UnsafeRow.calculateBitSetWidthInBytes(row.numFields());
  }

  /** Encodes a row value by value. */
  final void encode(InternalRow row, byte[] target, int at) {
    for (int i = 0; i < ordinals.length; i++) {
      encoder.encode(row, ordinals[i], target, at + i * itemsize);
    }
  }

  /** Columns of four bytes, stored in pairs, because the number of stores decides the speed. */
  private static final class Ints extends RowWords {
    private static final VarHandle INTS =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    Ints(PlainEncoder encoder, ElementBytes bytes, int[] ordinals) {
      super(encoder, bytes, Integer.BYTES, ordinals);
    }

    /** Each class has a loop: with one in the base class, a row took 15 % longer. */
    @Override
    int encode(Iterator<InternalRow> rows, byte[] target, int from) {
      int at = from;
      while (at < target.length && rows.hasNext()) {
        InternalRow row = rows.next();
        byte[] source = bytesOf(row);
        if (source == null) {
          encode(row, target, at);
        } else {
          copy(source, firstWord((UnsafeRow) row), target, at);
        }
        at += offsets.length * Integer.BYTES;
      }
      return at;
    }

    private void copy(byte[] source, int start, byte[] target, int from) {
      int at = from;
      int i = 0;
      for (; i < offsets.length - 1; i += 2) {
        int first = (int) INTS.get(source, start + offsets[i]);
        int second = (int) INTS.get(source, start + offsets[i + 1]);
        bytes.putInts(target, at, first, second);
        at += 2 * Integer.BYTES;
      }
      if (i < offsets.length) {
        bytes.putInt(target, at, (int) INTS.get(source, start + offsets[i]));
      }
    }
  }

  /** Columns of eight bytes. */
  private static final class Longs extends RowWords {
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    Longs(PlainEncoder encoder, ElementBytes bytes, int[] ordinals) {
      super(encoder, bytes, Long.BYTES, ordinals);
    }

    @Override
    int encode(Iterator<InternalRow> rows, byte[] target, int from) {
      int at = from;
      while (at < target.length && rows.hasNext()) {
        InternalRow row = rows.next();
        byte[] source = bytesOf(row);
        if (source == null) {
          encode(row, target, at);
        } else {
          copy(source, firstWord((UnsafeRow) row), target, at);
        }
        at += offsets.length * Long.BYTES;
      }
      return at;
    }

    private void copy(byte[] source, int start, byte[] target, int from) {
      int at = from;
      for (int offset : offsets) {
        bytes.putLong(target, at, (long) LONGS.get(source, start + offset));
        at += Long.BYTES;
      }
    }
  }
}
