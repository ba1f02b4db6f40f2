package io.memmap.spark.internal.write;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.CommittedRuns;
import io.memmap.spark.internal.write.commit.NewArrayPublication;
import io.memmap.spark.internal.write.commit.Publication;
import io.memmap.spark.internal.write.commit.PublishedFiles;
import io.memmap.spark.internal.write.commit.StagedForce;
import io.memmap.spark.internal.write.commit.StagedRuns;
import io.memmap.spark.internal.write.commit.UpdatePublication;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write from its first task to the published array. Until the last step the target is
 * untouched; whatever goes wrong before, what was staged goes and the target stays.
 */
public final class ArrayBatchWrite implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(ArrayBatchWrite.class);

  /** As it was planned, and from the first task on as it was found. */
  private final ArrayTarget target;

  private final RecordPlan plan;
  private final IndexPlan index;
  private final WriteMetrics.Times times;

  private Publication publication;

  public ArrayBatchWrite(
      ArrayTarget target, RecordPlan plan, IndexPlan index, WriteMetrics.Times times) {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.times = times;
  }

  @Override
  public ArrayWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    times.begin();
    try {
      publication =
          isInPlace()
              ? new UpdatePublication(target, plan, index)
              : new NewArrayPublication(target, plan, index);
      String folder = publication.folder();
      return new ArrayWriterFactory(
          target.path().toString(),
          folder,
          plan,
          index,
          target.form(),
          target.action() == WriteAction.UPDATE,
          force(Path.of(folder)));
    } catch (IOException e) {
      removeStaging(); // Spark calls no abort before it has a factory
      throw WriteErrors.failed(target.path(), "cannot be written", e);
    }
  }

  private boolean isInPlace() {
    return target.action() == WriteAction.APPEND || target.action() == WriteAction.UPDATE;
  }

  private StagedForce force(Path folder) throws IOException {
    return isInPlace()
        ? StagedForce.everywhere(target.sync())
        : StagedForce.elsewhere(target.sync(), folder);
  }

  /** Called as soon as the one attempt that counts for its partition has ended. */
  @Override
  public void onDataWriterCommit(WriterCommitMessage message) {
    publication.staged(StagedRuns.of(message));
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    times.staged();
    CommittedRuns staged = new CommittedRuns(target.path().toString(), messages);
    try {
      ArraySpec spec = publication.publish(staged);
      removeStaging();
      times.published();
      remember();
      tell(staged, spec);
    } catch (InvalidArrayException e) {
      throw WriteErrors.unfitArray(target.path(), e);
    } catch (IOException e) {
      throw WriteErrors.failed(target.path(), "cannot be published", e);
    }
  }

  /** Never throws, as {@link #tell}: the array is published. */
  private void remember() {
    try {
      if (!isInPlace()) {
        PublishedFiles.add(target.path());
      }
    } catch (IOException e) {
      LOG.warn("cannot look at {}, which is published", OneLine.of(target.path().toString()), e);
    }
  }

  /** Never throws: the array is published, and an error would say that it is not. */
  private void tell(CommittedRuns staged, ArraySpec spec) {
    try {
      LOG.info(
          "{}: {} rows staged in {} ms, published in {} ms; {}",
          target.action(),
          staged.count(),
          times.stagingMillis(),
          times.publishingMillis(),
          OneLine.of(new OpenedWith(target.path(), spec, target.form().hasHeader()).toString()));
    } catch (RuntimeException e) {
      LOG.warn(
          "cannot tell how to open {}, which is published",
          OneLine.of(target.path().toString()),
          e);
    }
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    removeStaging();
  }

  /** Never throws: Spark would hide the error that led here, or fail a job that is done. */
  private void removeStaging() {
    if (publication == null) {
      return;
    }
    try {
      publication.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot remove the staging folder {}", OneLine.of(publication.folder()), e);
    }
  }
}
