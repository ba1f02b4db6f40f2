package io.memmap.spark.internal.write.encode;

import io.memmap.array.DType;
import io.memmap.storage.runs.StagedRecord;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Encodes whole records and marks the bytes that their dtype names, so that those between its
 * fields stay as they are in the file.
 */
public final class MarkedEncoder implements RecordEncoder {
  private final RecordPlan plan;
  private final RecordEncoder whole;
  private byte[] marks = {};

  private MarkedEncoder(RecordPlan plan) {
    this.plan = plan;
    this.whole = plan.encoder();
  }

  /** An encoder of records that go over others; the plan's own if it names all bytes. */
  public static RecordEncoder orElseWhole(RecordPlan plan) {
    return namesAll(plan) ? plan.encoder() : new MarkedEncoder(plan);
  }

  private static boolean namesAll(RecordPlan plan) {
    int bytes =
        plan instanceof RecordPlan.NestedArray array
            ? array.element().dtype().itemsize()
            : ((RecordPlan.Scalars) plan).bytes();
    StagedRecord record = StagedRecord.marked(bytes);
    return record.isMarked(marked(plan, record), 0);
  }

  /** A record of which the plan's bytes are marked, as often as there are elements in it. */
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
  public boolean mayLearnFrom(InternalRow row) {
    return whole.mayLearnFrom(row);
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
