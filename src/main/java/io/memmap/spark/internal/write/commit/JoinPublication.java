package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.util.Optional;

/**
 * Appends rows to a file without a header, on a store that adds staged bytes to the end of a file
 * in one step and moves none of them.
 */
final class JoinPublication implements Publication {
  private static final FileStart NOTHING = new FileStart(new byte[0], 0);

  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final FileStamp old;
  private final NewFile added;

  private JoinPublication(
      ArrayTarget target, RecordPlan plan, IndexPlan index, FileStamp old, NewFile added) {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.old = old;
    this.added = added;
  }

  /**
   * Begins to append.
   *
   * @param old the file as it is now
   * @return empty if bytes of the file have to change too, or the store cannot do that
   */
  static Optional<Publication> begin(
      ArrayTarget target, RecordPlan plan, IndexPlan index, FileStamp old) throws IOException {
    boolean addsOnly =
        target.action() == WriteAction.APPEND
            && index instanceof IndexPlan.Sequential
            && !target.form().hasHeader()
            && target.form().isSequential()
            && !OldFile.of(target.store().reads(), old).isPlaceholder();
    return addsOnly
        ? target
            .store()
            .writes()
            .beginAppend(old, target.sync())
            .map(added -> new JoinPublication(target, plan, index, old, added))
        : Optional.empty();
  }

  @Override
  public Staging staging() {
    return added.staging();
  }

  @Override
  public StagedForce force() {
    return StagedForce.everywhere(target.sync());
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    OldFile file = OldFile.of(target.store().reads(), old);
    ArraySpec spec = new UpdateContents(target, plan, index, staged, file).plan().array();
    added.publish(NOTHING, staged.pieces(), spec.end() - old.bytes());
    return spec;
  }

  @Override
  public void close() throws IOException {
    added.close();
  }
}
