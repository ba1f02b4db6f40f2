package io.memmap.spark.write;

import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;

/** Builds the write of rows that say by their id which rows of the array they replace. */
public final class ArrayUpdateBuilder implements DeltaWriteBuilder {
  private final ArrayWrite write;

  /**
   * Plans an update.
   *
   * @param index which record of the array a row's id means, and what that was
   */
  public ArrayUpdateBuilder(ArrayTarget target, RecordPlan plan, IndexPlan.Replaced index) {
    this.write = new ArrayWrite(target, plan, index);
  }

  @Override
  public DeltaWrite build() {
    return new ArrayDeltaWrite(write);
  }
}
