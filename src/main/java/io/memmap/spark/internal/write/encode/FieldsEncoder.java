package io.memmap.spark.internal.write.encode;

import io.memmap.array.StructuredDType;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructType;

/** Encodes values at their offsets in an element or record; bytes between them become zero. */
final class FieldsEncoder {
  private final String part;
  private final List<CellPlan> fields;
  private final CellEncoder[] encoders;
  private final int[] ordinals;
  private final int[] offsets;
  private final int bytes;
  private final boolean gaps;

  /**
   * A new encoder, which only one thread may use.
   *
   * @param part the word for a value in messages: "column" or "field"
   * @param bytes of the element or record
   */
  FieldsEncoder(String part, List<CellPlan> fields, int bytes) {
    this.part = part;
    this.fields = fields;
    this.encoders = fields.stream().map(CellPlan::encoder).toArray(CellEncoder[]::new);
    this.ordinals = fields.stream().mapToInt(CellPlan::ordinal).toArray();
    this.offsets = fields.stream().mapToInt(CellPlan::offset).toArray();
    this.bytes = bytes;
    this.gaps = !arePacked(fields, bytes);
  }

  /** Whether the fields are contiguous, in their order, and fill all bytes. */
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
      throw e.in(part, fields.get(i).name());
    }
  }

  /** Encodes structs as elements of a structured dtype, matched by name. */
  static final class Struct implements CellEncoder {
    private final int size;
    private final FieldsEncoder fields;

    Struct(CellPlan cell, StructuredDType dtype) {
      this.size = ((StructType) cell.type()).size();
      this.fields = new FieldsEncoder("field", cell.fields(dtype), dtype.itemsize());
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      fields.encode(source.getStruct(ordinal, size), target, at);
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
