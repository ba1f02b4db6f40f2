package io.memmap.spark;

import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.NpyHeader;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.spark.write.ArrayForm;
import io.memmap.spark.write.ArrayTarget;
import io.memmap.spark.write.ArrayUpdateBuilder;
import io.memmap.spark.write.ArrayWriteBuilder;
import io.memmap.spark.write.FileHead;
import io.memmap.spark.write.IndexPlan;
import io.memmap.spark.write.WriteAction;
import io.memmap.storage.FileVersion;
import io.memmap.storage.WritePermission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
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
    FileHead head = new WrittenHead(options, action).head();
    WriteOptions known = described(head);
    RecordPlanner planner = new RecordPlanner(known, info.schema());
    PlannedRecord planned = planner.plan();
    if (action == WriteAction.APPEND && planner.isTableInFortranOrder(planned)) {
      throw MemmapErrors.badOption(
          MemmapOptions.ORDER,
          "F",
          "an array of columns one behind the other has no room for rows at the end of them; read"
              + " it and write it anew, or use order C");
    }
    if (head instanceof FileHead.NewHeader) {
      refuseIndescribable(planned.dtype());
    }
    return new ArrayWriteBuilder(target(planned, known, head), planned.plan(), planner.index());
  }

  /**
   * Rows that come with ids, which say what they replace.
   *
   * @param pending an update of the file that is finished before rows are read
   */
  DeltaWriteBuilder newUpdateBuilder(
      LogicalWriteInfo info, RowIds ids, Optional<PendingUpdate> pending) {
    FileHead head = new WrittenHead(options, action).head();
    Supplier<Optional<FileVersion>> seen = seen(pending);
    WriteOptions known = described(head);
    IndexPlan.Replaced index = ids.index(info.schema());
    PlannedRecord planned = new RecordPlanner(known, info.schema(), index).plan();
    ArrayTarget target = target(planned, known, head);
    return new ArrayUpdateBuilder(target.madeOf(seen), planned.plan(), index);
  }

  /** The file before its rows are read. */
  private Supplier<Optional<FileVersion>> seen(Optional<PendingUpdate> pending) {
    if (pending.isPresent()) {
      return pending.get()::version;
    }
    Optional<FileVersion> now = Optional.of(versionThere());
    return () -> now;
  }

  private FileVersion versionThere() {
    try {
      return FileVersion.of(LocalPath.forWriting(options.path()));
    } catch (IOException e) {
      throw MemmapErrors.badFile(
          options.path().toString(), "cannot be read (" + e.getMessage() + ")");
    }
  }

  private WriteOptions described(FileHead head) {
    return head instanceof FileHead.OldHeader old
        ? options.describedBy(old.header(), action == WriteAction.APPEND)
        : options;
  }

  private ArrayTarget target(PlannedRecord planned, WriteOptions known, FileHead head) {
    ArrayForm form = new ArrayForm(planned.dtype(), known.shape(), known.order(), head);
    Path path = LocalPath.forWriting(known.path());
    WritePermission.missing(path, action == WriteAction.REPLACE)
        .ifPresent(
            reason -> {
              throw MemmapErrors.badFile(path.toString(), reason);
            });
    return new ArrayTarget(path, form, action, known.sync(), known.locking());
  }

  /** Before any task starts. */
  private void refuseIndescribable(DType dtype) {
    try {
      NpyHeader.encode(dtype, Shape.of(0), Order.C);
    } catch (InvalidArrayException e) {
      throw MemmapErrors.badFile(options.path().toString(), e.getMessage());
    }
  }
}
