package io.memmap.spark.write;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes columns of one type that are stored as they are and have no nulls. */
final class PlainScalars implements RowsEncoder {
  private final PlainEncoder encoder;
  private final int itemsize;
  private final int[] ordinals;
  private final List<Long> lengths;

  private PlainScalars(PlainEncoder encoder, int itemsize, int[] ordinals, List<Long> lengths) {
    this.encoder = encoder;
    this.itemsize = itemsize;
    this.ordinals = ordinals;
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
    if (alike && plan.packed() && first.encoder() instanceof PlainEncoder encoder) {
      int[] ordinals = plan.cells().stream().mapToInt(CellPlan::ordinal).toArray();
      return new PlainScalars(encoder, first.dtype().itemsize(), ordinals, plan.lengths());
    }
    return new ScalarsEncoder(plan);
  }

  @Override
  public void prepare(InternalRow first) {}

  @Override
  public int recordBytes() {
    return itemsize * ordinals.length;
  }

  @Override
  public List<Long> lengths() {
    return lengths;
  }

  @Override
  public void encode(InternalRow row, byte[] target, int at) {
    for (int i = 0; i < ordinals.length; i++) {
      encoder.encode(row, ordinals[i], target, at + i * itemsize);
    }
  }

  @Override
  public int encode(Iterator<InternalRow> rows, byte[] target, int from) {
    return ordinals.length == 1
        ? encoder.encodeColumn(rows, ordinals[0], target, from)
        : encoder.encodeColumns(rows, ordinals, target, from);
  }
}
