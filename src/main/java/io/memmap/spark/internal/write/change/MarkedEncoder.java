package io.memmap.spark.internal.write.change;

import io.memmap.array.DType;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.runs.StagedRecord;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Encodes whole records that replace others, and marks the bytes that belong to fields of the
 * dtype. Bytes between the fields then stay as they are in the file.
 */
public final class MarkedEncoder implements RecordEncoder {
  private final RecordPlan plan;
  private final RecordEncoder whole;
  private byte[] marks = {};

  /** An encoder of records for which {@link #isNeeded} holds. */
  public MarkedEncoder(RecordPlan plan) {
    this.plan = plan;
    this.whole = plan.encoder();
  }

  /** Whether records have bytes that belong to no field. */
  public static boolean isNeeded(RecordPlan plan) {
    int bytes =
        plan instanceof RecordPlan.NestedArray array
            ? array.element().dtype().itemsize()
            : ((RecordPlan.Scalars) plan).bytes();
    StagedRecord record = StagedRecord.marked(bytes);
    return !record.isMarked(marked(plan, record), 0);
  }

  /** A staged record whose marks are set for the bytes of all fields of all elements. */
  private static byte[] marked(RecordPlan plan, StagedRecord record) {
    byte[] block = new byte[record.width()];
    MarkedBlock marks = new MarkedBlock(record);
    marks.moveTo(block, 0);
    if (plan instanceof RecordPlan.Scalars scalars) {
      scalars.cells().forEach(cell -> marks.mark(cell.dtype(), cell.offset()));
    } else {
      DType dtype = ((RecordPlan.NestedArray) plan).element().dtype();
      for (int at = 0; at < record.bytes(); at += dtype.itemsize()) {
        marks.mark(dtype, at);
      }
    }
    return block;
  }

  @Override
  public void prepare(InternalRow first) {
    whole.prepare(first);
    marks = marked(plan, record());
  }

  @Override
  public boolean tellsLengths(InternalRow row) {
    return whole.tellsLengths(row);
  }

  @Override
  public int recordBytes() {
    return whole.recordBytes();
  }

  @Override
  public StagedRecord record() {
    return StagedRecord.marked(recordBytes());
  }

  @Override
  public List<Long> lengths() {
    return whole.lengths();
  }

  @Override
  public void encode(InternalRow row, byte[] target, int at) {
    whole.encode(row, target, at);
    int bytes = recordBytes();
    System.arraycopy(marks, bytes, target, at + bytes, marks.length - bytes);
  }
}
