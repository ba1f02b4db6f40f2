package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.WriteBuilder;

/** Builds the write of one array file. */
public final class ArrayWriteBuilder implements WriteBuilder, SupportsTruncate {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;

  /**
   * Plans a write.
   *
   * @param index which record of the array a row becomes
   */
  public ArrayWriteBuilder(ArrayTarget target, RecordPlan plan, IndexPlan index) {
    this.target = target;
    this.plan = plan;
    this.index = index;
  }

  /** Nothing to do: the target's action tells whether the file is replaced. */
  @Override
  public WriteBuilder truncate() {
    return this;
  }

  @Override
  public ArrayWrite build() {
    return new ArrayWrite(target, plan, index);
  }
}
