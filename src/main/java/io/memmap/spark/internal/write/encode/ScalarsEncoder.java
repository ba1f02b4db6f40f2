package io.memmap.spark.internal.write.encode;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes scalar columns side by side. */
final class ScalarsEncoder implements RecordEncoder {
  private final RecordPlan.Scalars plan;
  private final FieldsEncoder columns;

  ScalarsEncoder(RecordPlan.Scalars plan) {
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
