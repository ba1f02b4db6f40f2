package io.memmap.spark.internal.write.change;

import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.storage.runs.StagedRecord;

/** A block of staged records, and the record in it whose changed bytes are being marked. */
final class MarkedBlock {
  private final StagedRecord record;
  private byte[] bytes = {};
  private int start;

  MarkedBlock(StagedRecord record) {
    this.record = record;
  }

  /** Moves to the record that starts at {@code at}, and clears its marks. */
  void moveTo(byte[] block, int at) {
    bytes = block;
    start = at;
    record.clear(block, at);
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Marks bytes of the record.
   *
   * @param at in the block
   */
  void mark(int at, int count) {
    record.mark(bytes, start, at - start, count);
  }

  /**
   * Marks the bytes of an element, but not those between the fields of its dtype.
   *
   * @param at in the block
   */
  void mark(DType dtype, int at) {
    if (dtype instanceof StructuredDType structured) {
      for (DTypeField field : structured.fields()) {
        mark(field.dtype(), at + field.offset());
      }
    } else if (dtype instanceof SubArrayDType array) {
      int itemsize = array.base().itemsize();
      for (int item = 0; item < array.itemsize(); item += itemsize) {
        mark(array.base(), at + item);
      }
    } else {
      mark(at, dtype.itemsize());
    }
  }
}
