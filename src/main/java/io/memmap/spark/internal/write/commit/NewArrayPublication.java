package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.NullElement;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.publish.FolderSync;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.publish.StagingArea;
import io.memmap.storage.runs.ArrayAssembly;
import io.memmap.storage.runs.ArrayFill;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.IndexBounds;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A new file that takes its name in one step, when it is complete. */
public final class NewArrayPublication implements Publication {
  private static final Logger LOG = LoggerFactory.getLogger(NewArrayPublication.class);

  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final StagingArea staging;

  /** Where rows follow one another in the file; null where their places depend on how many come. */
  private final PartitionSequence sequence;

  public NewArrayPublication(ArrayTarget target, RecordPlan plan, IndexPlan index)
      throws IOException {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.staging =
        StagingArea.create(target.path(), UUID.randomUUID().toString(), target.locking());
    boolean inSequence = index instanceof IndexPlan.Sequential && target.form().isSequential();
    this.sequence = inSequence ? new PartitionSequence(staging.folder(), target.form()) : null;
  }

  @Override
  public String folder() {
    return staging.folder().toString();
  }

  @Override
  public void staged(StagedRuns partition) {
    if (sequence != null) {
      sequence.add(partition);
    }
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    RecordLayout layout = new RecordLayout(target, plan, staged);
    ArraySpec spec =
        index instanceof IndexPlan.Cell
            ? layout.with(layout.asked())
            : layout.of(records(staged, layout));
    NewArrayFile file = complete(spec, staged, layout);
    file.writeHead(target.form().head().of(spec));
    appear(file);
    return spec;
  }

  /** Records up to the last index. */
  private long records(CommittedRuns staged, RecordLayout layout) throws IOException {
    if (index instanceof IndexPlan.Sequential) {
      return staged.count();
    }
    Shape asked = layout.asked();
    if (asked.inferredAxis() < 0) {
      long end = layout.capacity(asked);
      layout.refuse(
          IndexBounds.check(staged.indexed(), staged.recordBytes(), 0, end),
          CommitErrors.indicesOfShape(asked, end));
    }
    return ArrayAssembly.end(staged.indexed());
  }

  private NewArrayFile complete(ArraySpec spec, CommittedRuns staged, RecordLayout layout)
      throws IOException {
    long bytes = Math.max(1, spec.end());
    if (sequence != null) {
      return sequence.finish(staged.partitions(), bytes);
    }
    NewArrayFile file = NewArrayFile.create(this.staging.folder(), bytes);
    Optional<byte[]> missing = inPlaceOfMissing(spec);
    if (missing.isPresent()) {
      fillAround(file.path(), spec, staged, layout, missing.get());
    } else if (staged.count() > 0) {
      fill(file.path(), spec, staged, layout);
    }
    return file;
  }

  private void fill(Path file, ArraySpec spec, CommittedRuns staged, RecordLayout layout)
      throws IOException {
    if (index instanceof IndexPlan.Cell cell) {
      fillCells(file, spec, staged, layout, cell);
      return;
    }
    List<Run> runs = index instanceof IndexPlan.Sequential ? staged.following(0) : staged.indexed();
    ArrayAssembly assembly = new ArrayAssembly(spec.view(), staged.recordBytes(), runs);
    layout.refuse(assembly.writeTo(file));
  }

  /** What stands where no index says a row: who says a shape and a value for nulls asks for it. */
  private Optional<byte[]> inPlaceOfMissing(ArraySpec spec) {
    String nullText = plan.nullText();
    return index instanceof IndexPlan.Column
            && nullText != null
            && target.form().shape().isPresent()
        ? Optional.of(NullElement.of(spec.dtype(), nullText))
        : Optional.empty();
  }

  private void fillAround(
      Path file, ArraySpec spec, CommittedRuns staged, RecordLayout layout, byte[] missing)
      throws IOException {
    InPlaceAssembly rows = new InPlaceAssembly(spec, staged.record(), staged.indexed());
    layout.refuse(rows.check(0, layout.capacity(spec.shape())));
    ArrayFill.write(file, spec, missing);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      rows.applyTo(channel);
    }
  }

  /** Elements that no row names stay zero, as in an array that NumPy makes and assigns to. */
  private void fillCells(
      Path file, ArraySpec spec, CommittedRuns staged, RecordLayout layout, IndexPlan.Cell cell)
      throws IOException {
    InPlaceAssembly update =
        new InPlaceAssembly(inMemoryOrder(spec), staged.record(), staged.indexed());
    layout.refuse(update.check(0, spec.shape().elements()), cell);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      update.applyTo(channel);
    }
  }

  static ArraySpec inMemoryOrder(ArraySpec spec) {
    return new ArraySpec(spec.dtype(), Shape.of(spec.shape().elements()), Order.C, spec.offset());
  }

  private void appear(NewArrayFile file) throws IOException {
    if (target.sync()) {
      file.force();
    }
    if (target.action() == WriteAction.REPLACE) {
      refuseWhileUpdated();
      file.replace(target.path());
    } else {
      file.appear(target.path());
    }
    new FolderSync(target.sync()).force(target.path().getParent());
    forgetUpdates();
  }

  /** The array is published, so that a failure is no longer one of this write. */
  private void forgetUpdates() {
    try {
      InterruptedUpdate.forget(target.path(), target.locking());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "cannot remove what an update of the old {} has left",
          OneLine.of(target.path().toString()),
          e);
    }
  }

  private void refuseWhileUpdated() throws IOException {
    if (InPlaceUpdate.isUnderWay(target.path(), target.locking())) {
      throw CommitErrors.updateUnderWay(target.path());
    }
  }

  @Override
  public void close() throws IOException {
    if (sequence != null) {
      sequence.close();
    }
    staging.close();
  }
}
