package io.memmap.spark.internal.table;

import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.ArrayUpdateBuilder;
import io.memmap.spark.internal.write.ArrayWriteBuilder;
import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.FileHead;
import io.memmap.spark.internal.write.commit.TargetPlace;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.plan.RecordPlanner;
import io.memmap.spark.internal.write.plan.WrittenHead;
import io.memmap.storage.file.FileVersion;
import io.memmap.storage.file.Location;
import io.memmap.storage.publish.WritePermission;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The target of a write. It accepts any schema, so that Spark adds no casts and no null checks;
 * encoders do both, and their messages name column and row.
 */
public final class MemmapSink implements SupportsWrite {
  private static final Logger LOG = LoggerFactory.getLogger(MemmapSink.class);

  private final WriteOptions options;
  private final StructType schema;
  private final WriteAction action;

  /** Whether the user expects to find the columns under their names again, as in a table. */
  private final boolean keepsNames;

  public MemmapSink(WriteOptions options, StructType schema, WriteAction action) {
    this(options, schema, action, false);
  }

  private MemmapSink(
      WriteOptions options, StructType schema, WriteAction action, boolean keepsNames) {
    this.keepsNames = keepsNames;
    this.options = options;
    this.schema = schema;
    this.action = action;
  }

  /** The array of a new table with named columns. */
  static MemmapSink ofTable(WriteOptions options, StructType schema, WriteAction action) {
    return new MemmapSink(options, schema, action, true);
  }

  @Override
  public String name() {
    return "memmap " + options.location();
  }

  /** Spark 3.5 and 4.0 call this; later versions call {@code columns()}. */
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
  public ArrayWriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    FileHead head = new WrittenHead(options, action).head();
    WriteOptions known = described(head);
    RecordPlanner planner = new RecordPlanner(known, info.schema());
    RecordPlanner.Planned planned = planner.plan();
    if (action == WriteAction.APPEND && planner.isTableInFortranOrder(planned)) {
      throw OptionErrors.badOption(
          MemmapOptions.ORDER,
          "F",
          "an array in order F cannot be appended to, since its columns are contiguous; read"
              + " it and write it anew, or use order C");
    }
    if (action == WriteAction.APPEND && head instanceof FileHead.Gap) {
      warnOfGuess(planned.dtype());
    }
    if (head instanceof FileHead.NewHeader) {
      refuseIndescribable(planned.dtype());
    }
    if (keepsNames) {
      warnOfNames(info.schema(), planned.dtype());
    }
    return new ArrayWriteBuilder(target(planned, known, head), planned.plan(), planner.index());
  }

  /**
   * A builder for rows with ids, which say which rows of the array they replace.
   *
   * @param pending an unfinished update of the file, which is finished before rows are read
   */
  ArrayUpdateBuilder newUpdateBuilder(
      LogicalWriteInfo info, RowIds ids, Optional<PendingUpdate> pending) {
    FileHead head = new WrittenHead(options, action).head();
    Supplier<Optional<FileVersion>> seen = seen(pending);
    WriteOptions known = described(head);
    IndexPlan.Replaced index = ids.index(info.schema());
    RecordPlanner.Planned planned = new RecordPlanner(known, info.schema(), index).plan();
    ArrayTarget target = target(planned, known, head);
    return new ArrayUpdateBuilder(target.computedFrom(seen), planned.plan(), index);
  }

  /** The version of the file before its rows are read. */
  private Supplier<Optional<FileVersion>> seen(Optional<PendingUpdate> pending) {
    if (pending.isPresent()) {
      return pending.get()::version;
    }
    Optional<FileVersion> now = Optional.of(options.target().version());
    return () -> now;
  }

  private WriteOptions described(FileHead head) {
    return head instanceof FileHead.OldHeader old
        ? options.describedBy(old.header(), action == WriteAction.APPEND)
        : options;
  }

  private ArrayTarget target(RecordPlanner.Planned planned, WriteOptions known, FileHead head) {
    ArrayForm form = new ArrayForm(planned.dtype(), known.shape(), known.order(), head);
    Location location = known.target().found().place();
    if (location.isLocal()) {
      refuseWithoutPermission(location.path());
    }
    TargetPlace place = new TargetPlace(location, known.store(), known.rewriteLimit());
    return new ArrayTarget(place, form, action, known.sync(), known.locking());
  }

  private void refuseWithoutPermission(Path path) {
    WritePermission.missing(path, action == WriteAction.REPLACE)
        .ifPresent(
            reason -> {
              throw PathErrors.badFile(path.toString(), reason);
            });
  }

  /** Warns that columns of one dtype become a 2-D array, which does not keep their names. */
  private void warnOfNames(StructType rows, DType dtype) {
    List<String> names = List.of(rows.fieldNames());
    boolean nameless = names.stream().allMatch(name -> name.matches("_c[0-9]+"));
    if (names.size() < 2 || nameless || dtype instanceof StructuredDType || options.cells()) {
      return;
    }
    LOG.warn(
        "file {}: columns {} become those of a 2-D array of dtype {}, which does not keep their"
            + " names, and are read as _c0, _c1, ...; to keep them give option"
            + " dtype=\"[('{}', '{}'), ...]\"",
        options.location(),
        OneLine.of(names.toString()),
        dtype.text(),
        names.get(0),
        dtype.text());
  }

  /** Warns that appended rows may have another dtype than the rows of a raw file. */
  private void warnOfGuess(DType dtype) {
    if (options.dtype().isEmpty()) {
      LOG.warn(
          "file {}: it does not say what its rows are; these are appended as dtype {}, which"
              + " follows from the columns; give option dtype to be sure that it is the file's",
          options.location(),
          dtype.text());
    }
  }

  /** Refuses, before any task starts, a dtype that no header can describe. */
  private void refuseIndescribable(DType dtype) {
    try {
      NpyHeader.encode(dtype, Shape.of(0), Order.C);
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(options.location().toString(), e.getMessage());
    }
  }
}
