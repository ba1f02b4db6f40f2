package io.memmap.spark.internal.write.encode;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes values side by side, each at its offset in an element or record; gaps become zero. */
final class FieldsEncoder {
  private final String what;
  private final List<CellPlan> fields;
  private final CellEncoder[] encoders;
  private final int[] ordinals;
  private final int[] offsets;
  private final int bytes;
  private final boolean gaps;

  /**
   * An encoder of a task's own.
   *
   * @param what messages call one of them
   * @param bytes from the first one to the end of what lies after the last one
   */
  FieldsEncoder(String what, List<CellPlan> fields, int bytes) {
    this.what = what;
    this.fields = fields;
    this.encoders = fields.stream().map(CellPlan::encoder).toArray(CellEncoder[]::new);
    this.ordinals = fields.stream().mapToInt(CellPlan::ordinal).toArray();
    this.offsets = fields.stream().mapToInt(CellPlan::offset).toArray();
    this.bytes = bytes;
    this.gaps = !arePacked(fields, bytes);
  }

  /** Whether each lies where the one before ends, and nothing after the last one. */
  static boolean arePacked(List<CellPlan> fields, int bytes) {
    int end = 0;
    for (CellPlan field : fields) {
      if (field.offset() != end) {
        return false;
      }
      end += field.dtype().itemsize();
    }
    return end == bytes;
  }

  void encode(InternalRow values, byte[] target, int at) {
    int i = 0;
    if (gaps) {
      Arrays.fill(target, at, at + bytes, (byte) 0);
    }
    try {
      for (; i < encoders.length; i++) {
        encoders[i].encode(values, ordinals[i], target, at + offsets[i]);
      }
    } catch (UnfitValueException e) {
      throw e.in(what, fields.get(i).name());
    }
  }

  /** Encodes the columns of a row as a record. */
  static final class Columns implements RecordEncoder {
    private final RecordPlan.Scalars plan;
    private final FieldsEncoder columns;

    Columns(RecordPlan.Scalars plan) {
      this.plan = plan;
      this.columns = new FieldsEncoder("column", plan.cells(), plan.bytes());
    }

    @Override
    public void prepare(InternalRow first) {}

    @Override
    public int recordBytes() {
      return plan.bytes();
    }

    @Override
    public List<Long> lengths() {
      return plan.lengths();
    }

    @Override
    public void encode(InternalRow row, byte[] target, int at) {
      columns.encode(row, target, at);
    }
  }
}
