package io.memmap.spark.write;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.storage.ArrayUpdate;
import io.memmap.storage.InPlaceUpdate;
import io.memmap.storage.Run;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Rows behind those of the file that is there, or in place of some of them. */
final class UpdatePublication implements Publication {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final InPlaceUpdate update;

  UpdatePublication(ArrayTarget target, RecordPlan plan, IndexPlan index) throws IOException {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.update = InPlaceUpdate.open(target.path(), UUID.randomUUID().toString());
  }

  @Override
  public String folder() {
    return update.folder().toString();
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    RecordLayout layout = new RecordLayout(target, plan, staged);
    return target.action() == WriteAction.APPEND ? append(staged, layout) : update(staged, layout);
  }

  private ArraySpec append(CommittedRuns staged, RecordLayout layout) throws IOException {
    long before = recordsBefore(layout);
    long after = before + staged.count();
    ArraySpec spec = layout.of(after);
    if (layout.capacity(spec.shape()) != after) {
      throw new InvalidArrayException(
          "shape "
              + spec.shape()
              + ": the file has "
              + before
              + " rows and gets "
              + staged.count()
              + "; give the shape after the append, or leave it out");
    }
    boolean sequential = index instanceof IndexPlan.Sequential;
    List<Run> runs = sequential ? staged.following(before) : staged.indexed();
    ArrayUpdate planned = new ArrayUpdate(spec, staged.recordBytes(), runs);
    if (!sequential) {
      layout.refuse(planned.check(before, after));
    }
    apply(spec, staged, runs);
    return spec;
  }

  /**
   * Rows of the file that is there.
   *
   * @throws InvalidArrayException if it does not end with a row
   */
  private long recordsBefore(RecordLayout layout) throws IOException {
    long available = update.bytes() - target.offset();
    long recordBytes = layout.recordBytes();
    if (available < 0 || (recordBytes > 0 && available % recordBytes != 0)) {
      throw new InvalidArrayException(
          "append of rows of "
              + recordBytes
              + " bytes behind offset "
              + target.offset()
              + ": found a file of "
              + update.bytes()
              + " bytes, which does not end with a row; check dtype, columns and offset");
    }
    return recordBytes == 0 ? 0 : available / recordBytes;
  }

  private ArraySpec update(CommittedRuns staged, RecordLayout layout) throws IOException {
    ArraySpec spec = layout.with(layout.asked()).fit(update.bytes());
    if (index instanceof IndexPlan.Cell cell) {
      ArraySpec flat = NewArrayPublication.inMemoryOrder(spec);
      ArrayUpdate planned = new ArrayUpdate(flat, staged.recordBytes(), staged.indexed());
      CellLayout.refuse(target.path(), cell, planned.check(0, spec.shape().elements()));
      apply(flat, staged, staged.indexed());
      return spec;
    }
    layout.refuseOtherRows(spec.shape());
    ArrayUpdate planned = new ArrayUpdate(spec, staged.recordBytes(), staged.indexed());
    layout.refuse(planned.check(0, layout.capacity(spec.shape())));
    apply(spec, staged, staged.indexed());
    return spec;
  }

  private void apply(ArraySpec spec, CommittedRuns staged, List<Run> runs) throws IOException {
    if (!runs.isEmpty()) {
      update.apply(spec, staged.recordBytes(), runs, target.sync());
    }
  }

  @Override
  public void close() throws IOException {
    update.close();
  }
}
