package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
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

/** Rows after those of the file that is there, or in place of some of them. */
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
   * Rows were planned by a header that another writer may have changed before this one's turn. Rows
   * that it has appended leave all others where they are.
   */
  private static ArrayTarget withHeaderNow(ArrayTarget planned) throws IOException {
    if (!(planned.form().head() instanceof FileHead.OldHeader old)) {
      return planned;
    }
    NpyHeader now = FileBytes.header(planned.path());
    if (!now.isAppendedTo(old.header())) {
      throw CommitErrors.headerChanged(planned.path());
    }
    return planned.behind(new FileHead.OldHeader(now));
  }

  /** Nobody else updates the file from here on, but somebody may have since its rows were read. */
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
    long before = recordsBefore(layout, staged.count());
    long after = before + staged.count();
    ArraySpec spec = layout.of(after);
    if (layout.capacity(spec.shape()) != after) {
      throw CommitErrors.shapeIsNotThatAfterAppend(spec.shape(), before, staged.count());
    }
    boolean sequential = index instanceof IndexPlan.Sequential;
    List<Run> runs = sequential ? staged.following(before) : staged.indexed();
    if (!sequential) {
      InPlaceAssembly planned = new InPlaceAssembly(spec, staged.record(), runs);
      layout.refuse(planned.check(before, after), CommitErrors.indicesOfAppended(before, after));
    }
    apply(spec, staged, runs, target.form().head().of(spec));
    return spec;
  }

  /**
   * Rows of the file that is there.
   *
   * @throws InvalidArrayException if it does not end with a row
   */
  private long recordsBefore(RecordLayout layout, long added) throws IOException {
    if (target.form().head() instanceof FileHead.OldHeader old) {
      layout.refuseOthersThan(old.header().spec().shape(), added);
      return recordsIn(old.header().spec(), layout);
    }
    long offset = ((FileHead.Gap) target.form().head()).offset();
    long available = update.bytes() - offset;
    long recordBytes = layout.recordBytes();
    if (available == 1 && recordBytes > 1 && offset == 0 && isPlaceholder()) {
      return 0;
    }
    if (available < 0 || (recordBytes > 0 && available % recordBytes != 0)) {
      throw CommitErrors.endsInsideARow(recordBytes, offset, update.bytes());
    }
    return recordBytes == 0 ? 0 : available / recordBytes;
  }

  /** As np.memmap does, a write makes a file of one zero byte of an array without rows. */
  private boolean isPlaceholder() throws IOException {
    try (FileBytes bytes = FileBytes.open(target.path())) {
      return bytes.read(0, 1)[0] == 0;
    }
  }

  private long recordsIn(ArraySpec old, RecordLayout layout) throws IOException {
    if (update.bytes() != old.end()) {
      throw CommitErrors.doesNotEndWithArray(old, update.bytes());
    }
    return layout.capacity(old.shape());
  }

  private ArraySpec update(CommittedRuns staged, RecordLayout layout) throws IOException {
    ArraySpec spec = inTheFile(layout);
    Optional<IndexPlan.Cell> cells = cells();
    if (cells.isPresent()) {
      ArraySpec flat = NewArrayPublication.inMemoryOrder(spec);
      InPlaceAssembly planned = new InPlaceAssembly(flat, staged.record(), staged.indexed());
      layout.refuse(planned.check(0, spec.shape().elements()), cells.get());
      apply(flat, staged, staged.indexed(), new byte[0]);
      return spec;
    }
    layout.refuseOtherRows(spec.shape());
    InPlaceAssembly planned = new InPlaceAssembly(spec, staged.record(), staged.indexed());
    long end = layout.capacity(spec.shape());
    layout.refuse(planned.check(0, end), CommitErrors.indicesOfFile(end));
    apply(spec, staged, staged.indexed(), new byte[0]);
    return spec;
  }

  /** How elements are told apart, if records are elements. */
  private Optional<IndexPlan.Cell> cells() {
    if (index instanceof IndexPlan.CellId id) {
      return Optional.of(id.whole());
    }
    return index instanceof IndexPlan.Cell cell ? Optional.of(cell) : Optional.empty();
  }

  /**
   * NumPy's {@code r+} makes a file longer that is too short for the shape asked for. Rows that
   * were read from the file are in it, unless somebody cut it meanwhile.
   */
  private ArraySpec inTheFile(RecordLayout layout) throws IOException {
    ArraySpec asked = layout.with(layout.asked());
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
