package io.memmap.spark.write;

import io.memmap.array.ArraySpec;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.storage.ArrayAssembly;
import io.memmap.storage.IndexProblems;
import io.memmap.storage.NewArrayFile;
import io.memmap.storage.Run;
import io.memmap.storage.StagingArea;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write from its first task to the published file. Until the last step the target is untouched;
 * whatever goes wrong, the staging folder goes and the target stays.
 */
final class ArrayBatchWrite implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(ArrayBatchWrite.class);

  private final ArrayTarget target;
  private final RecordPlan plan;
  private final int rowIndex;

  private StagingArea staging;

  ArrayBatchWrite(ArrayTarget target, RecordPlan plan, int rowIndex) {
    this.target = target;
    this.plan = plan;
    this.rowIndex = rowIndex;
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    try {
      staging = StagingArea.create(target.path(), UUID.randomUUID().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("file " + target.path() + ": cannot stage: " + e, e);
    }
    return new ArrayWriterFactory(staging.folder().toString(), plan, rowIndex, target.sync());
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    List<StagedRuns> staged =
        Arrays.stream(messages)
            .map(StagedRuns.class::cast)
            .sorted(Comparator.comparingInt(StagedRuns::partition))
            .toList();
    try {
      publish(staged);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void publish(List<StagedRuns> staged) throws IOException {
    List<Run> runs = placed(staged);
    StagedRuns layout = commonLayout(staged);
    long records = ArrayAssembly.end(runs);
    ArraySpec spec = spec(records, layout);
    NewArrayFile file = NewArrayFile.create(staging.folder(), Math.max(1, spec.end()));
    if (records > 0) {
      IndexProblems problems =
          new ArrayAssembly(spec.view(), layout.recordBytes(), runs).writeTo(file.path());
      if (!problems.found().isEmpty()) {
        throw new IllegalArgumentException(
            "file " + target.path() + ": the row index has " + problems.found());
      }
    }
    if (target.sync()) {
      file.force();
    }
    if (target.replace()) {
      file.replace(target.path());
    } else {
      file.appear(target.path());
    }
    Path folder = target.path().getParent();
    if (target.sync()) {
      NewArrayFile.forceFolder(folder);
    }
    removeStaging();
    LOG.info(
        "wrote {} bytes, open them with np.memmap('{}', dtype={}, mode='r', shape={}, order='{}',"
            + " offset={})",
        Files.size(target.path()),
        target.path(),
        spec.dtype().descr(),
        spec.shape(),
        spec.order(),
        spec.offset());
  }

  /** Without an index, partitions follow one another. */
  private List<Run> placed(List<StagedRuns> staged) {
    List<Run> runs = new ArrayList<>();
    long base = 0;
    for (StagedRuns partition : staged) {
      for (Run run : partition.runs()) {
        runs.add(run.from(base));
      }
      base += rowIndex < 0 ? partition.count() : 0;
    }
    return runs;
  }

  /** The first partition with rows speaks for all; another length of arrays is ragged. */
  private StagedRuns commonLayout(List<StagedRuns> staged) {
    StagedRuns first = null;
    for (StagedRuns partition : staged) {
      if (partition.count() == 0) {
        continue;
      }
      if (first == null) {
        first = partition;
      } else if (!first.lengths().equals(partition.lengths())) {
        throw new IllegalArgumentException(
            "file "
                + target.path()
                + ": ragged: arrays of lengths "
                + first.lengths()
                + " in partition "
                + first.partition()
                + ", "
                + partition.lengths()
                + " in partition "
                + partition.partition()
                + "; all rows must have equal lengths");
      }
    }
    return first == null ? new StagedRuns(0, List.of(), 0, 0, plannedLengths()) : first;
  }

  private List<Long> plannedLengths() {
    return plan instanceof RecordPlan.NestedArray array ? array.lengths() : List.of();
  }

  private ArraySpec spec(long records, StagedRuns layout) {
    List<Long> lengths = recordLengths(layout);
    Shape shape =
        target
            .shape()
            .map(asked -> RecordShape.fit(asked, records, lengths))
            .orElseGet(() -> RecordShape.of(records, lengths));
    return new ArraySpec(target.dtype(), shape, target.order(), target.offset());
  }

  /** Axes of one record: those of its array, or one for several columns of one dtype. */
  private List<Long> recordLengths(StagedRuns layout) {
    if (plan instanceof RecordPlan.Scalars scalars) {
      long elements = scalars.bytes() / target.dtype().itemsize();
      return scalars.cells().size() == 1 || elements == 1 ? List.of() : List.of(elements);
    }
    return layout.lengths();
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    removeStaging();
  }

  /** Never throws: Spark would hide the error that led here, or fail a job that is done. */
  private void removeStaging() {
    if (staging == null) {
      return;
    }
    try {
      staging.close();
    } catch (IOException e) {
      LOG.warn("cannot remove the staging folder {}", staging.folder(), e);
    }
  }
}
