package io.memmap.spark.internal.write.change;

import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.EncodeErrors;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.PriorValue;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.spark.internal.write.encode.UnfitValueException;
import io.memmap.storage.runs.StagedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * Encodes only the values of a row that a statement has changed, down to single fields and
 * elements. The bytes of all other values stay in the file as they are, also those that Spark can't
 * represent and those that another program writes meanwhile.
 */
public final class ChangeEncoder implements RecordEncoder {
  private static final SameValue SAME_INDEX = SameValue.of(DataTypes.LongType);

  private final RecordEncoder whole;
  private final IndexPlan.Replaced replaced;
  private final List<Column> columns = new ArrayList<>();
  private final MarkedBlock block;

  /**
   * A column of the row.
   *
   * @param prior the place of its old value
   * @param offset of its new value in the record, in bytes
   */
  private record Column(
      String name, int ordinal, PriorValue prior, CellChange change, int offset) {}

  public ChangeEncoder(RecordPlan plan, IndexPlan.Replaced replaced) {
    this.whole = plan.encoder();
    this.replaced = replaced;
    this.block = new MarkedBlock(record());
    if (plan instanceof RecordPlan.Scalars scalars) {
      scalars.cells().forEach(cell -> add(cell, CellChange.of(cell)));
    } else {
      RecordPlan.NestedArray array = (RecordPlan.NestedArray) plan;
      int[] lengths = array.lengths().stream().mapToInt(Math::toIntExact).toArray();
      add(array.element(), new ElementsChange(array.element(), lengths));
    }
  }

  private void add(CellPlan cell, CellChange change) {
    PriorValue prior = replaced.prior().get(cell.ordinal());
    columns.add(new Column(cell.name(), cell.ordinal(), prior, change, cell.offset()));
  }

  /** The lengths are those of the array in the file. */
  @Override
  public void prepare(InternalRow first) {}

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
    throw new IllegalStateException("a change needs the id of its row, see replace");
  }

  @Override
  public boolean replace(InternalRow row, InternalRow id, byte[] target, int at) {
    refuseOtherIndices(row, id);
    block.moveTo(target, at);
    boolean any = false;
    for (Column column : columns) {
      PriorValue prior = column.prior();
      try {
        any |=
            column
                .change()
                .encode(
                    row,
                    column.ordinal(),
                    prior.holder(id),
                    prior.place(),
                    block,
                    at + column.offset());
      } catch (UnfitValueException e) {
        throw e.in("column", column.name());
      }
    }
    return any;
  }

  /**
   * Refuses a row whose index columns differ from its id: indices are not stored, so a statement
   * cannot set them.
   */
  private void refuseOtherIndices(InternalRow row, InternalRow id) {
    for (int ordinal : replaced.ordinals()) {
      PriorValue prior = replaced.prior().get(ordinal);
      if (prior != null && !SAME_INDEX.holds(row, ordinal, prior.holder(id), prior.place())) {
        throw EncodeErrors.changedIndex(
            prior.holder(id).getLong(prior.place()), row.getLong(ordinal));
      }
    }
  }
}
