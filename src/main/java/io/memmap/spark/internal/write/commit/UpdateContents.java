package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.publish.ArrayChange;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The change that staged records make to an existing file. */
final class UpdateContents {
  private final ArrayTarget target;
  private final IndexPlan index;
  private final CommittedRuns staged;
  private final RecordLayout layout;
  private final OldFile file;

  /**
   * Records for a file.
   *
   * @param file the target as it is
   */
  UpdateContents(
      ArrayTarget target, RecordPlan plan, IndexPlan index, CommittedRuns staged, OldFile file) {
    this.target = target;
    this.index = index;
    this.staged = staged;
    this.layout = new RecordLayout(target, plan, staged);
    this.file = file;
  }

  /**
   * A checked change.
   *
   * @param array after the change
   * @param bytes what changes; empty if nothing does
   */
  record Planned(ArraySpec array, Optional<ArrayChange> bytes) {}

  /**
   * Checks all records.
   *
   * @throws IllegalArgumentException if an index has no place in the array, or occurs twice
   * @throws io.memmap.array.InvalidArrayException if the records do not fit the array
   */
  Planned plan() throws IOException {
    return target.action() == WriteAction.APPEND ? append() : update();
  }

  /** The array as it is in the file, to which nothing is added. */
  ArraySpec unchanged() throws IOException {
    if (target.form().head() instanceof FileHead.OldHeader old) {
      return old.header().spec();
    }
    return target.action() == WriteAction.APPEND
        ? layout.toSpec(new RowsInFile(target, layout, file).count(0))
        : arrayInFile();
  }

  private Planned append() throws IOException {
    long before = new RowsInFile(target, layout, file).count(staged.count());
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
    return new Planned(spec, change(spec, runs, target.form().head().bytesOf(spec)));
  }

  private Planned update() throws IOException {
    ArraySpec spec = arrayInFile();
    Optional<IndexPlan.Cell> cells = cells();
    return new Planned(spec, cells.isPresent() ? ofCells(spec, cells.get()) : ofRows(spec));
  }

  private Optional<ArrayChange> ofCells(ArraySpec spec, IndexPlan.Cell cells) throws IOException {
    ArraySpec flat = RecordLayout.inMemoryOrder(spec);
    InPlaceAssembly planned = new InPlaceAssembly(flat, staged.record(), staged.indexed());
    layout.refuse(planned.check(0, spec.shape().elements()), cells);
    return change(flat, staged.indexed(), new byte[0]);
  }

  private Optional<ArrayChange> ofRows(ArraySpec spec) throws IOException {
    layout.refuseOtherRows(spec.shape());
    InPlaceAssembly planned = new InPlaceAssembly(spec, staged.record(), staged.indexed());
    long end = layout.capacity(spec.shape());
    layout.refuse(planned.check(0, end), CommitErrors.indicesOfFile(end));
    return change(spec, staged.indexed(), new byte[0]);
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
  private ArraySpec arrayInFile() throws IOException {
    ArraySpec asked = layout.toSpec(layout.asked());
    boolean mayGrow =
        !target.form().hasHeader()
            && asked.shape().inferredAxis() < 0
            && !(index instanceof IndexPlan.Replaced);
    return asked.fit(mayGrow ? Math.max(file.bytes(), asked.end()) : file.bytes());
  }

  private Optional<ArrayChange> change(ArraySpec spec, List<Run> runs, byte[] head) {
    boolean some = !runs.isEmpty() || spec.end() > file.bytes();
    return some
        ? Optional.of(new ArrayChange(spec, staged.record(), runs, head))
        : Optional.empty();
  }
}
