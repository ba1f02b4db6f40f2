package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.Staging;
import java.io.IOException;

/**
 * Makes a new file of a store. Rows that follow one another in the file become it as they were
 * staged; others are put together on a disk of the driver.
 */
final class RemotePublication implements Publication {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;

  /** Whether the rows of a partition follow those of the one before in the file. */
  private final boolean following;

  private final NewFile file;

  RemotePublication(ArrayTarget target, RecordPlan plan, IndexPlan index, int partitions)
      throws IOException {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.following = index instanceof IndexPlan.Sequential && target.form().isSequential();
    Precondition precondition =
        target.action() == WriteAction.REPLACE
            ? new Precondition.None()
            : new Precondition.Absent();
    this.file =
        target
            .store()
            .writes()
            .begin(target.location(), precondition, following, partitions, target.sync());
  }

  @Override
  public Staging staging() {
    return file.staging();
  }

  /** Rows that the driver reads need not outlive a power cut. */
  @Override
  public StagedForce force() {
    return StagedForce.everywhere(following && target.sync());
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    return following ? publishPieces(staged) : publishCopy(staged);
  }

  private ArraySpec publishPieces(CommittedRuns staged) throws IOException {
    ArraySpec spec = new NewArrayContents(target, plan, index, staged).spec();
    byte[] head = target.form().head().bytesOf(spec);
    file.publish(
        new FileStart(head, spec.offset()), staged.pieces(), NewArrayContents.fileBytes(spec));
    return spec;
  }

  private ArraySpec publishCopy(CommittedRuns staged) throws IOException {
    try (Scratch scratch = Scratch.create(target)) {
      CommittedRuns copied = scratch.copied(staged, file);
      NewArrayContents contents = new NewArrayContents(target, plan, index, copied);
      ArraySpec spec = contents.spec();
      NewArrayFile array = scratch.run(() -> filled(scratch, contents, spec));
      file.publishCopy(array.path());
      return spec;
    }
  }

  private NewArrayFile filled(Scratch scratch, NewArrayContents contents, ArraySpec spec)
      throws IOException {
    NewArrayFile array = contents.inFile(scratch.folder(), spec);
    array.writeHead(target.form().head().bytesOf(spec));
    return array;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
