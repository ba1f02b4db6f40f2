package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.OpenBytes;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.Storage;
import io.memmap.storage.publish.ArrayChange;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends rows to a file of a store, or replaces some of its rows, by making it anew: the old file
 * is copied to a disk of the driver and changed there. It takes the place of the old one only if
 * that is still the version that was copied.
 */
final class RewritePublication implements Publication {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final FileStamp old;
  private final NewFile file;

  private RewritePublication(
      ArrayTarget target, RecordPlan plan, IndexPlan index, FileStamp old, NewFile file) {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.old = old;
    this.file = file;
  }

  /**
   * Begins to change a file.
   *
   * @param old the file as it is now
   * @throws IllegalArgumentException if it is too long to be made anew
   */
  static RewritePublication begin(
      ArrayTarget planned, RecordPlan plan, IndexPlan index, FileStamp old, int partitions)
      throws IOException {
    if (old.bytes() > planned.place().rewriteLimit()) {
      throw CommitErrors.tooLongToRewrite(
          planned.location(), old.bytes(), planned.place().rewriteLimit());
    }
    ArrayTarget target =
        SincePlanned.withHeader(planned, () -> header(planned.store().reads(), old));
    NewFile file =
        planned
            .store()
            .writes()
            .begin(
                target.location(), new Precondition.Version(old), false, partitions, target.sync());
    return new RewritePublication(target, plan, index, old, file);
  }

  private static NpyHeader header(Storage storage, FileStamp file) throws IOException {
    try (OpenBytes bytes = storage.headers(1).open(file)) {
      return NpyHeader.read(bytes);
    }
  }

  @Override
  public Staging staging() {
    return file.staging();
  }

  /** Rows that the driver reads need not outlive a power cut. */
  @Override
  public StagedForce force() {
    return StagedForce.everywhere(false);
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    try (Scratch scratch = Scratch.create(target)) {
      Path copy = copyOfOld(scratch);
      UpdateContents.Planned planned =
          new UpdateContents(
                  target,
                  plan,
                  index,
                  scratch.copied(staged, file),
                  OldFile.local(copy, old.bytes()))
              .plan();
      if (planned.bytes().isPresent()) {
        ArrayChange change = planned.bytes().get();
        scratch.run(() -> changed(copy, change));
        file.publishCopy(copy);
      }
      return planned.array();
    }
  }

  private Path copyOfOld(Scratch scratch) throws IOException {
    try (SourceFile source = target.store().reads().open(old, old.bytes())) {
      return scratch.copied(source, old.bytes());
    } catch (IOException e) {
      if (isReplaced()) {
        throw CommitErrors.changedSincePlanned(target.location());
      }
      throw e;
    }
  }

  private boolean isReplaced() throws IOException {
    return !SincePlanned.look(target).equals(old);
  }

  private static Path changed(Path copy, ArrayChange change) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      change.applyTo(channel);
    }
    return copy;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
