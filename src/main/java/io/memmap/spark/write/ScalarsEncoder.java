package io.memmap.spark.write;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes scalar columns side by side. */
final class ScalarsEncoder implements RecordEncoder {
  private final RecordPlan.Scalars plan;
  private final CellEncoder[] encoders;
  private final int[] ordinals;
  private final int[] offsets;
  private final boolean gaps;

  ScalarsEncoder(RecordPlan.Scalars plan) {
    this.plan = plan;
    this.encoders = plan.cells().stream().map(CellPlan::encoder).toArray(CellEncoder[]::new);
    this.ordinals = plan.cells().stream().mapToInt(CellPlan::ordinal).toArray();
    this.gaps = !plan.packed();
    this.offsets = plan.cells().stream().mapToInt(CellPlan::offset).toArray();
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
    int i = 0;
    if (gaps) {
      Arrays.fill(target, at, at + plan.bytes(), (byte) 0);
    }
    try {
      for (; i < encoders.length; i++) {
        encoders[i].encode(row, ordinals[i], target, at + offsets[i]);
      }
    } catch (UnfitValueException e) {
      throw new UnfitValueException("column " + plan.cells().get(i).name() + ": " + e.getMessage());
    }
  }
}
