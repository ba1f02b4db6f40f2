package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes columns of one type that are stored as they are and have no nulls. */
final class PlainScalars implements RecordEncoder.Bulk {
  private final RowWords words;
  private final int recordBytes;
  private final List<Long> lengths;

  private PlainScalars(RowWords words, int recordBytes, List<Long> lengths) {
    this.words = words;
    this.recordBytes = recordBytes;
    this.lengths = lengths;
  }

  /** The encoder for columns that allow it; else the general one. */
  static RecordEncoder orElseGeneral(RecordPlan.Scalars plan) {
    CellPlan first = plan.cells().get(0);
    boolean alike =
        plan.cells().stream()
            .allMatch(
                cell ->
                    !cell.nullable()
                        && cell.type().equals(first.type())
                        && cell.dtype().equals(first.dtype()));
    if (alike
        && plan.packed()
        && first.encoder() instanceof PlainEncoder encoder
        && first.dtype() instanceof ScalarDType dtype) {
      int[] ordinals = plan.cells().stream().mapToInt(CellPlan::ordinal).toArray();
      RowWords words = RowWords.of(encoder, dtype, ordinals);
      return new PlainScalars(words, plan.bytes(), plan.lengths());
    }
    return new FieldsEncoder.Columns(plan);
  }

  @Override
  public void prepare(InternalRow first) {}

  @Override
  public int recordBytes() {
    return recordBytes;
  }

  @Override
  public List<Long> lengths() {
    return lengths;
  }

  @Override
  public void encode(InternalRow row, byte[] target, int at) {
    words.encode(row, target, at);
  }

  @Override
  public int encode(Iterator<InternalRow> rows, byte[] target, int from) {
    return words.encode(rows, target, from);
  }
}
