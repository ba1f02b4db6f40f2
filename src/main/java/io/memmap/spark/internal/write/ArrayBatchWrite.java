package io.memmap.spark.internal.write;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.CommittedRuns;
import io.memmap.spark.internal.write.commit.Publication;
import io.memmap.spark.internal.write.commit.Publications;
import io.memmap.spark.internal.write.commit.StagedRuns;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import java.io.IOException;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write, from its first task to the published array. The target does not change before the last
 * step. If an earlier step fails, the staged records are removed.
 */
public final class ArrayBatchWrite implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(ArrayBatchWrite.class);

  private final ArrayTarget target;

  private final RecordPlan plan;
  private final IndexPlan index;
  private final WriteMetrics.Times times;

  private final Start start;

  private Publication publication;

  /** Begins the publication of a write, as {@link Publications#begin} does. */
  public interface Start {
    Publication begin(ArrayTarget target, RecordPlan plan, IndexPlan index, int partitions)
        throws IOException;
  }

  public ArrayBatchWrite(
      ArrayTarget target, RecordPlan plan, IndexPlan index, WriteMetrics.Times times) {
    this(target, plan, index, times, Publications::begin);
  }

  ArrayBatchWrite(
      ArrayTarget target, RecordPlan plan, IndexPlan index, WriteMetrics.Times times, Start start) {
    this.start = start;
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.times = times;
  }

  @Override
  public ArrayWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    times.begin();
    try {
      publication = start.begin(target, plan, index, info.numPartitions());
      return new ArrayWriterFactory(
          target.location().toString(),
          publication.staging(),
          info.numPartitions(),
          plan,
          index,
          target.form(),
          target.action() == WriteAction.UPDATE,
          publication.force());
    } catch (InvalidArrayException e) {
      removeStaging(); // Spark calls abort only if it has got a factory
      throw WriteErrors.unfitArray(target.location(), e);
    } catch (IOException e) {
      removeStaging();
      throw WriteErrors.failed(target.location(), "cannot be written", e);
    }
  }

  /** Spark calls it as soon as the one committed attempt of a partition has ended. */
  @Override
  public void onDataWriterCommit(WriterCommitMessage message) {
    publication.staged(StagedRuns.of(message));
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    times.staged();
    CommittedRuns staged = new CommittedRuns(target.location().toString(), messages);
    try {
      ArraySpec spec = publication.publish(staged);
      removeStaging();
      times.published();
      remember();
      log(staged, spec);
    } catch (InvalidArrayException e) {
      throw WriteErrors.unfitArray(target.location(), e);
    } catch (IOException e) {
      throw WriteErrors.failed(target.location(), "cannot be published", e);
    }
  }

  /** Never throws, as {@link #log}: the array is published. */
  private void remember() {
    try {
      target.rememberPublished();
    } catch (IOException e) {
      LOG.warn(
          "cannot read the identity of {}, which is published",
          OneLine.of(target.location().toString()),
          e);
    }
  }

  /** Never throws: the array is published, and Spark would report that the write failed. */
  private void log(CommittedRuns staged, ArraySpec spec) {
    try {
      LOG.info(
          "{}: {} rows staged in {} ms, published in {} ms; {}",
          target.action(),
          staged.count(),
          times.stagingMillis(),
          times.publishingMillis(),
          OneLine.of(
              new OpenedWith(target.location(), spec, target.form().hasHeader()).toString()));
    } catch (RuntimeException e) {
      LOG.warn(
          "cannot tell how to open {}, which is published",
          OneLine.of(target.location().toString()),
          e);
    }
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    removeStaging();
  }

  /** Never throws: Spark would show this error and not the first one, or fail a finished job. */
  private void removeStaging() {
    if (publication == null) {
      return;
    }
    try {
      publication.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "cannot remove the staging folder {}", OneLine.of(publication.staging().folder()), e);
    }
  }
}
