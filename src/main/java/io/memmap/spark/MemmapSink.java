package io.memmap.spark;

import io.memmap.spark.write.ArrayTarget;
import io.memmap.spark.write.ArrayWriteBuilder;
import io.memmap.spark.write.RecordPlan;
import io.memmap.spark.write.WriteAction;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * An array file to be written. It takes rows as they are, so that Spark casts nothing and adds no
 * null checks; encoders do both, and name column and row.
 */
final class MemmapSink implements SupportsWrite {
  private final WriteOptions options;
  private final StructType schema;
  private final WriteAction action;

  MemmapSink(WriteOptions options, StructType schema, WriteAction action) {
    this.options = options;
    this.schema = schema;
    this.action = action;
  }

  @Override
  public String name() {
    return "memmap " + options.path();
  }

  /** Spark 3.5 and 4.0 ask for it; later ones have {@code columns()} beside it. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_WRITE, TableCapability.TRUNCATE, TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    RecordPlanner planner = new RecordPlanner(options, info.schema());
    RecordPlan plan = planner.plan();
    if (action == WriteAction.APPEND && planner.isTableInFortranOrder()) {
      throw MemmapErrors.badOption(
          MemmapOptions.ORDER,
          "F",
          "an array of columns one behind the other has no room for rows at the end of them; read"
              + " it and write it anew, or use order C");
    }
    ArrayTarget target =
        new ArrayTarget(
            LocalPath.forWriting(options.path()),
            planner.dtype(plan),
            options.shape(),
            options.order(),
            options.offset(),
            action,
            options.sync());
    return new ArrayWriteBuilder(target, plan, planner.index());
  }
}
