package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;

/** Builds the write of rows that say by their id which rows of the array they replace. */
public final class ArrayUpdateBuilder implements DeltaWriteBuilder {
  private final ArrayWrite write;
  private final Runnable afterwards;

  /**
   * Plans an update.
   *
   * @param index which record of the array a row's id means, and what that was
   */
  public ArrayUpdateBuilder(ArrayTarget target, RecordPlan plan, IndexPlan.Replaced index) {
    this(new ArrayWrite(target, plan, index), () -> {});
  }

  private ArrayUpdateBuilder(ArrayWrite write, Runnable afterwards) {
    this.write = write;
    this.afterwards = afterwards;
  }

  /**
   * The same update.
   *
   * @param next runs on the driver when the update is in the file
   */
  public ArrayUpdateBuilder andThen(Runnable next) {
    return new ArrayUpdateBuilder(write, next);
  }

  @Override
  public DeltaWrite build() {
    return new ArrayDeltaWrite(write, afterwards);
  }
}
