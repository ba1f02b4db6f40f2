package io.memmap.spark.internal.write.encode;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** An encoder that takes many rows at once, as none of them can be unfit. */
public interface RowsEncoder extends RecordEncoder {

  /**
   * Encodes rows one after the other until the target is full or rows run out.
   *
   * @param target holds whole records
   * @param from where the first record starts
   * @return where the next one would start
   */
  int encode(Iterator<InternalRow> rows, byte[] target, int from);
}
