package io.memmap.spark.internal.write.encode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Columns of eight bytes. */
final class RowLongs extends RowWords {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ElementBytes bytes;
  private final int[] offsets;

  RowLongs(PlainEncoder encoder, ElementBytes bytes, int[] ordinals) {
    super(encoder, Long.BYTES, ordinals);
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
