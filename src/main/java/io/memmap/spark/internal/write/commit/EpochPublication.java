package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.publish.CommittedEpochs;
import io.memmap.storage.publish.FolderSync;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.publish.StagingArea;
import io.memmap.storage.runs.LocalStaging;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the rows of one epoch of a stream to a local file, or replaces rows of it. An epoch that is
 * in the file already adds nothing.
 *
 * <p>Unlike a batch write, it keeps other updates out only while it publishes, since epochs follow
 * one another without a pause.
 */
public final class EpochPublication implements Publication {
  private static final Logger LOG = LoggerFactory.getLogger(EpochPublication.class);

  private final ArrayTarget planned;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final String query;
  private final LongSupplier epoch;
  private final StagingArea staging;

  /** Null until the epoch is published. */
  private InPlaceUpdate update;

  /** Whether the staged records are those of the update, which removes them. */
  private boolean updating;

  /**
   * Begins an epoch.
   *
   * @param query id of the stream, which its checkpoint keeps
   * @param epoch asked for when the epoch is published
   */
  public EpochPublication(
      ArrayTarget planned, RecordPlan plan, IndexPlan index, String query, LongSupplier epoch)
      throws IOException {
    this.planned = planned;
    this.plan = plan;
    this.index = index;
    this.query = query;
    this.epoch = epoch;
    this.staging =
        StagingArea.create(planned.path(), UUID.randomUUID().toString(), planned.locking());
  }

  @Override
  public Staging staging() {
    return new LocalStaging(staging.folder().toString());
  }

  /** A journal will refer to the staging files. */
  @Override
  public StagedForce force() {
    return StagedForce.everywhere(planned.sync());
  }

  @Override
  public ArraySpec publish(CommittedRuns records) throws IOException {
    StreamedFile file = new StreamedFile(planned.path(), query);
    if (planned.action() == WriteAction.CREATE) {
      file.refuseOther();
      if (records.count() == 0) {
        return empty(records);
      }
      makeEmpty(records);
    }
    updating = true;
    update = InPlaceUpdate.ofStaged(file.path(), staging, planned.locking());
    UpdateContents contents = contents(records.in(update.folder()));
    if (!file.has(epoch.getAsLong())) {
      return records.count() == 0 ? note(file, contents) : apply(file, contents.plan());
    }
    LOG.info(
        "file {}: it has epoch {} of stream {}, whose rows are not added again",
        OneLine.of(file.path().toString()),
        epoch.getAsLong(),
        query);
    return contents.unchanged();
  }

  /** The array without rows. */
  private ArraySpec empty(CommittedRuns records) {
    return new RecordLayout(planned, plan, records).toSpec(0);
  }

  /**
   * Makes the file of an array without rows. If the process dies before the first rows are added,
   * the repeated epoch finds a file that holds none of them.
   */
  private void makeEmpty(CommittedRuns records) throws IOException {
    ArraySpec empty = empty(records);
    NewArrayFile file = NewArrayFile.create(staging.folder(), empty.end());
    file.writeHead(planned.form().head().bytesOf(empty));
    if (planned.sync()) {
      file.force();
    }
    file.appear(planned.path());
    new FolderSync(planned.sync()).force(planned.path().getParent());
  }

  private UpdateContents contents(CommittedRuns records) throws IOException {
    OldFile old = OldFile.local(planned.path(), update.bytes());
    return new UpdateContents(asItIs(), plan, index, records, old);
  }

  /** The target with the header that it has now. */
  private ArrayTarget asItIs() throws IOException {
    if (planned.action() != WriteAction.CREATE) {
      return SincePlanned.withHeader(planned, () -> FileBytes.header(planned.path()));
    }
    FileHead head = planned.form().head();
    return planned.made(
        head instanceof FileHead.NewHeader
            ? new FileHead.OldHeader(FileBytes.header(planned.path()))
            : head);
  }

  private ArraySpec note(StreamedFile file, UpdateContents contents) throws IOException {
    ArraySpec array = contents.unchanged();
    update.note(file.after(epoch.getAsLong(), array, update.bytes()), planned.sync());
    return array;
  }

  private ArraySpec apply(StreamedFile file, UpdateContents.Planned change) throws IOException {
    long bytes = Math.max(update.bytes(), change.array().end());
    CommittedEpochs after = file.after(epoch.getAsLong(), change.array(), bytes);
    if (change.bytes().isPresent()) {
      update.apply(change.bytes().get().with(after), planned.sync());
    } else {
      update.note(after, planned.sync());
    }
    return change.array();
  }

  @Override
  public void close() throws IOException {
    if (update != null) {
      update.close();
    } else if (!updating) {
      staging.close();
    }
  }
}
