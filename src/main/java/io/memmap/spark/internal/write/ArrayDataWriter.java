package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.StagedRuns;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.UnfitValueException;
import io.memmap.storage.runs.RunWriter;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Stages the rows of one attempt, in a file that bears the attempt's own number. */
public final class ArrayDataWriter implements DataWriter<InternalRow> {
  /** Bounds the memory of rows that wait. */
  private static final int MOST_UNTOLD = 100_000;

  private final ArrayWriterFactory factory;
  private final int partition;
  private final long task;
  private final RecordEncoder encoder;
  private final boolean sequential;

  private final WriteMetrics.Pace pace = new WriteMetrics.Pace();

  /** The first rows, as long as none shows how long records are. */
  private final List<InternalRow> untold = new ArrayList<>();

  private RunWriter runs;
  private boolean forced;

  /** Rows of which nothing is to be written. */
  private long unchanged;

  public ArrayDataWriter(ArrayWriterFactory factory, int partition, long task) {
    this.factory = factory;
    this.partition = partition;
    this.task = task;
    this.encoder = factory.encoder();
    this.sequential = factory.index() instanceof IndexPlan.Sequential;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    if (runs == null && untold.size() < MOST_UNTOLD && !encoder.mayLearnFrom(row)) {
      untold.add(row.copy());
      return;
    }
    if (!untold.isEmpty()) {
      stageUntold(row);
    }
    stage(row, row);
  }

  /**
   * Stages the rows that wait.
   *
   * @param told shows how long records are
   */
  private void stageUntold(InternalRow told) throws IOException {
    List<InternalRow> first = List.copyOf(untold);
    untold.clear();
    try {
      open(told);
    } catch (UnfitValueException e) {
      throw refused(e.getMessage());
    }
    for (InternalRow row : first) {
      stage(row, row);
    }
  }

  /**
   * Stages a row, or what is to be written of it.
   *
   * @param id says which record of the array it is, unless rows follow one another
   */
  void stage(InternalRow row, InternalRow id) throws IOException {
    try {
      if (runs == null) {
        open(row);
      }
      if (!encoder.replace(row, id, runs.block(), runs.position())) {
        unchanged++;
      } else if (sequential) {
        runs.add();
      } else {
        runs.add(factory.index().index(id));
      }
    } catch (UnfitValueException e) {
      throw refused(e.getMessage());
    }
  }

  /** The error that the row at hand can't be written. */
  IOException refused(String reason) {
    long row = unchanged + (runs == null ? 0 : runs.count());
    return WriteErrors.unfitRow(factory.file(), row, partition, reason);
  }

  /** All rows of the task. Spark 3.5 hands them over one by one. */
  @SuppressWarnings("MissingOverride") // new in Spark 4.0
  public void writeAll(Iterator<InternalRow> rows) throws IOException {
    pace.reportAtTheEnd();
    if (rows.hasNext()) {
      write(rows.next());
    }
    if (sequential && encoder instanceof RecordEncoder.Bulk bulk) {
      while (rows.hasNext()) {
        runs.addUpTo(bulk.encode(rows, runs.block(), runs.position()));
      }
    } else {
      while (rows.hasNext()) {
        write(rows.next());
      }
    }
    pace.end();
  }

  private void open(InternalRow first) throws IOException {
    encoder.prepare(first);
    // updates take turns in one folder, where an attempt of an earlier one may still be alive
    String attempt = partition + "-" + task + "-" + UUID.randomUUID();
    Path folder = Path.of(factory.folder());
    Path file = folder.resolve("part-" + attempt);
    forced = factory.force().isHere(folder);
    boolean asInTheFile = sequential && factory.form().isSequential();
    long start = asInTheFile ? factory.form().start(encoder.lengths()) : 0;
    runs = new RunWriter(file, encoder.record().width(), !sequential, start);
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    if (!untold.isEmpty()) {
      stageUntold(untold.get(0));
    }
    if (runs == null) {
      return new StagedRuns(partition, List.of(), 0, StagedRecord.whole(0), List.of());
    }
    StagedRuns staged =
        new StagedRuns(
            partition, runs.finish(forced), runs.count(), encoder.record(), encoder.lengths());
    runs.close();
    return staged;
  }

  @Override
  public void abort() throws IOException {
    if (runs != null) {
      runs.abandon();
    }
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    long count = runs == null ? 0 : runs.count();
    return pace.isDue(count)
        ? WriteMetrics.values(count, count * (runs == null ? 0 : encoder.recordBytes()))
        : WriteMetrics.NONE;
  }

  @Override
  public void close() throws IOException {
    if (runs != null) {
      runs.close();
    }
  }
}
