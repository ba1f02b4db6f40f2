package io.memmap.spark.internal.write.encode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Columns of four bytes, stored by twos, as stores are what takes the time. */
final class RowInts extends RowWords {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ElementBytes bytes;
  private final int[] offsets;

  RowInts(PlainEncoder encoder, ElementBytes bytes, int[] ordinals) {
    super(encoder, Integer.BYTES, ordinals);
    this.bytes = bytes;
    this.offsets = offsets(ordinals);
  }

  @Override
  int encode(Iterator<InternalRow> rows, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      byte[] source = bytes(row);
      if (source == null) {
        encode(row, target, at);
      } else {
        copy(source, start((UnsafeRow) row), target, at);
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
