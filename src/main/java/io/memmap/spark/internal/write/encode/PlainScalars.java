package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Encodes records whose columns all have one type, have no nulls and are contiguous, many rows at a
 * time by {@link RowWords}.
 */
final class PlainScalars implements RecordEncoder.Bulk {
  private final RowWords words;
  private final int recordBytes;
  private final List<Long> lengths;

  private PlainScalars(RowWords words, RecordPlan.Scalars plan) {
    this.words = words;
    this.recordBytes = plan.bytes();
    this.lengths = plan.lengths();
  }

  /**
   * The encoder of columns without nulls that are contiguous in the record and have one type, which
   * {@link PlainEncoder} stores; empty for other columns.
   */
  static Optional<RecordEncoder> of(RecordPlan.Scalars plan) {
    CellPlan first = plan.cells().get(0);
    if (!plan.packed()
        || !plan.cells().stream().allMatch(cell -> isLike(first, cell))
        || !(first.dtype() instanceof ScalarDType dtype)) {
      return Optional.empty();
    }
    int[] ordinals = plan.cells().stream().mapToInt(CellPlan::ordinal).toArray();
    return PlainEncoder.of(first.type(), dtype)
        .map(encoder -> new PlainScalars(RowWords.of(encoder, dtype, ordinals), plan));
  }

  private static boolean isLike(CellPlan first, CellPlan cell) {
    return !cell.nullable()
        && cell.type().equals(first.type())
        && cell.dtype().equals(first.dtype());
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
