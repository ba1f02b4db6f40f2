package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.StagedRuns;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.UnfitValueException;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Stages the rows of one attempt of a task, in an output that is the attempt's alone. */
public final class ArrayDataWriter implements DataWriter<InternalRow> {
  /** Bounds the memory of waiting rows; then the lengths are taken from a row that lacks some. */
  private static final int MOST_WAITING = 100_000;

  private final ArrayWriterFactory factory;
  private final int partition;
  private final long task;
  private final RecordEncoder encoder;
  private final boolean sequential;

  private final WriteMetrics.Pace pace = new WriteMetrics.Pace();

  /** Copies of the first rows, until a row tells the lengths of records. */
  private final List<InternalRow> waiting = new ArrayList<>();

  /** Null until the first row is staged. */
  private RunWriter runs;

  private boolean forced;

  /** Rows without a changed value, which are not staged. */
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
    if (runs == null && waiting.size() < MOST_WAITING && !encoder.tellsLengths(row)) {
      waiting.add(row.copy());
      return;
    }
    if (!waiting.isEmpty()) {
      stageWaiting(row);
    }
    stage(row, row);
  }

  /**
   * Stages the waiting rows.
   *
   * @param first row from which the lengths are taken
   */
  private void stageWaiting(InternalRow first) throws IOException {
    List<InternalRow> rows = List.copyOf(waiting);
    waiting.clear();
    try {
      open(first);
    } catch (UnfitValueException e) {
      throw refused(e.getMessage());
    }
    for (InternalRow row : rows) {
      stage(row, row);
    }
  }

  /**
   * Stages a row, or its changed values.
   *
   * @param id holds the index of the row's record, if the plan has indices
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

  /** The error that the current row can't be written. */
  IOException refused(String reason) {
    long row = unchanged + (runs == null ? 0 : runs.count());
    return WriteErrors.unfitRow(factory.file(), row, partition, reason);
  }

  /** Writes all rows of the task. Spark 3.5 calls {@link #write} for each row instead. */
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
    // all updates of a file stage in the same folder, where a task of an earlier one may still run
    String attempt = partition + "-" + task + "-" + UUID.randomUUID();
    forced = factory.force().isHere(factory.staging().folder());
    boolean asInTheFile = sequential && factory.form().isSequential();
    long room = asInTheFile ? factory.form().start(encoder.lengths()) : 0;
    StagedOutput output = factory.staging().create(attempt, partition, factory.partitions());
    runs = new RunWriter(output, encoder.record().width(), !sequential, room);
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    if (!waiting.isEmpty()) {
      stageWaiting(waiting.get(0));
    }
    if (runs == null) {
      return StagedRuns.none(partition);
    }
    List<Run> finished = runs.finish(forced);
    StagedRuns staged =
        new StagedRuns(
            partition, finished, runs.count(), encoder.record(), encoder.lengths(), runs.piece());
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
