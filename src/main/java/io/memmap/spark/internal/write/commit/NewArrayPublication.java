package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.publish.FolderSync;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.publish.StagingArea;
import io.memmap.storage.runs.LocalStaging;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a new file, which takes the array's name in one step after it is complete. */
final class NewArrayPublication implements Publication {
  private static final Logger LOG = LoggerFactory.getLogger(NewArrayPublication.class);

  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final StagingArea staging;

  /** Copies partitions early; empty where the place of a row depends on the rows of all tasks. */
  private final Optional<PartitionSequence> sequence;

  NewArrayPublication(ArrayTarget target, RecordPlan plan, IndexPlan index) throws IOException {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.staging =
        StagingArea.create(target.path(), UUID.randomUUID().toString(), target.locking());
    boolean inSequence = index instanceof IndexPlan.Sequential && target.form().isSequential();
    this.sequence =
        inSequence
            ? Optional.of(new PartitionSequence(staging.folder(), target.form(), target.sync()))
            : Optional.empty();
  }

  @Override
  public Staging staging() {
    return new LocalStaging(staging.folder().toString());
  }

  @Override
  public StagedForce force() throws IOException {
    return StagedForce.elsewhere(target.sync(), staging.folder());
  }

  @Override
  public void staged(StagedRuns partition) {
    sequence.ifPresent(partitions -> partitions.add(partition));
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    NewArrayContents contents = new NewArrayContents(target, plan, index, staged);
    ArraySpec spec = contents.spec();
    NewArrayFile file = complete(contents, spec, staged);
    file.writeHead(target.form().head().bytesOf(spec));
    takeName(file);
    return spec;
  }

  /** The file with all rows. */
  private NewArrayFile complete(NewArrayContents contents, ArraySpec spec, CommittedRuns staged)
      throws IOException {
    return sequence.isPresent()
        ? sequence.get().finish(staged.partitions(), NewArrayContents.fileBytes(spec))
        : contents.inFile(staging.folder(), spec);
  }

  private void takeName(NewArrayFile file) throws IOException {
    if (target.sync()) {
      file.force();
    }
    if (target.action() == WriteAction.REPLACE) {
      refuseDuringUpdate();
      file.replace(target.path());
    } else {
      file.appear(target.path());
    }
    new FolderSync(target.sync()).force(target.path().getParent());
    forgetUpdates();
  }

  private void refuseDuringUpdate() throws IOException {
    if (InPlaceUpdate.isUnderWay(target.path(), target.locking())) {
      throw CommitErrors.updateUnderWay(target.location());
    }
  }

  /** Only warns of a failure: the array is published already. */
  private void forgetUpdates() {
    try {
      InterruptedUpdate.forget(target.path(), target.locking());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "cannot remove what an interrupted update of the old {} has left",
          OneLine.of(target.path().toString()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    sequence.ifPresent(PartitionSequence::close);
    staging.close();
  }
}
