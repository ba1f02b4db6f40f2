package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileVersion;
import io.memmap.storage.publish.ArrayChange;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Appends rows to an existing file, or replaces some of its rows. */
public final class UpdatePublication implements Publication {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final InPlaceUpdate update;

  public UpdatePublication(ArrayTarget planned, RecordPlan plan, IndexPlan index)
      throws IOException {
    this.plan = plan;
    this.index = index;
    this.update =
        InPlaceUpdate.open(planned.path(), UUID.randomUUID().toString(), planned.locking());
    boolean sound = false;
    try {
      refuseOtherVersion(planned);
      this.target = withHeaderNow(planned);
      sound = true;
    } finally {
      if (!sound) {
        update.close();
      }
    }
  }

  /**
   * Takes the header as it is now. Another writer may have changed it after planning; if it only
   * appended rows, those that were there keep their places.
   */
  private static ArrayTarget withHeaderNow(ArrayTarget planned) throws IOException {
    if (!(planned.form().head() instanceof FileHead.OldHeader old)) {
      return planned;
    }
    NpyHeader now = FileBytes.header(planned.path());
    if (!now.isAppendedTo(old.header())) {
      throw CommitErrors.headerChanged(planned.path());
    }
    return planned.withHead(new FileHead.OldHeader(now));
  }

  /** Another writer may have changed the file after its rows were read; from now on none can. */
  private static void refuseOtherVersion(ArrayTarget planned) throws IOException {
    Optional<FileVersion> read = planned.read().get();
    boolean same = read.isEmpty() || read.get().equals(FileVersion.of(planned.path()));
    if (!same) {
      throw CommitErrors.changedSincePlanned(planned.path());
    }
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
    long before = new RowsInFile(target, layout, update.bytes()).count(staged.count());
    long after = before + staged.count();
    ArraySpec spec = layout.toSpec(after);
    if (layout.capacity(spec.shape()) != after) {
      throw CommitErrors.shapeIsNotThatAfterAppend(spec.shape(), before, staged.count());
    }
    boolean sequential = index instanceof IndexPlan.Sequential;
    List<Run> runs = sequential ? staged.following(before) : staged.indexed();
    if (!sequential) {
      InPlaceAssembly planned = new InPlaceAssembly(spec, staged.record(), runs);
      layout.refuse(planned.check(before, after), CommitErrors.indicesOfAppended(before, after));
    }
    apply(spec, staged, runs, target.form().head().bytesOf(spec));
    return spec;
  }

  private ArraySpec update(CommittedRuns staged, RecordLayout layout) throws IOException {
    ArraySpec spec = arrayInFile(layout);
    Optional<IndexPlan.Cell> cells = cells();
    if (cells.isPresent()) {
      updateCells(spec, staged, layout, cells.get());
    } else {
      updateRows(spec, staged, layout);
    }
    return spec;
  }

  private void updateCells(
      ArraySpec spec, CommittedRuns staged, RecordLayout layout, IndexPlan.Cell cells)
      throws IOException {
    ArraySpec flat = RecordLayout.inMemoryOrder(spec);
    InPlaceAssembly planned = new InPlaceAssembly(flat, staged.record(), staged.indexed());
    layout.refuse(planned.check(0, spec.shape().elements()), cells);
    apply(flat, staged, staged.indexed(), new byte[0]);
  }

  private void updateRows(ArraySpec spec, CommittedRuns staged, RecordLayout layout)
      throws IOException {
    layout.refuseOtherRows(spec.shape());
    InPlaceAssembly planned = new InPlaceAssembly(spec, staged.record(), staged.indexed());
    long end = layout.capacity(spec.shape());
    layout.refuse(planned.check(0, end), CommitErrors.indicesOfFile(end));
    apply(spec, staged, staged.indexed(), new byte[0]);
  }

  /** The indices of elements; empty if records are rows. */
  private Optional<IndexPlan.Cell> cells() {
    if (index instanceof IndexPlan.CellId id) {
      return Optional.of(id.whole());
    }
    return index instanceof IndexPlan.Cell cell ? Optional.of(cell) : Optional.empty();
  }

  /**
   * The array that is updated. As with NumPy's mode {@code r+}, the file grows if it is too short
   * for the shape asked for. It does not for rows that were read from it, which lie beyond its end
   * only if it was cut meanwhile.
   */
  private ArraySpec arrayInFile(RecordLayout layout) throws IOException {
    ArraySpec asked = layout.toSpec(layout.asked());
    boolean mayGrow =
        !target.form().hasHeader()
            && asked.shape().inferredAxis() < 0
            && !(index instanceof IndexPlan.Replaced);
    return asked.fit(mayGrow ? Math.max(update.bytes(), asked.end()) : update.bytes());
  }

  private void apply(ArraySpec spec, CommittedRuns staged, List<Run> runs, byte[] head)
      throws IOException {
    if (!runs.isEmpty() || spec.end() > update.bytes()) {
      update.apply(new ArrayChange(spec, staged.record(), runs, head), target.sync());
    }
  }

  @Override
  public void close() throws IOException {
    update.close();
  }
}
