package io.memmap.spark.write;

import io.memmap.storage.RunWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Stages the rows of one attempt, in a file that bears the attempt's own number. */
final class ArrayDataWriter implements DataWriter<InternalRow> {
  private final ArrayWriterFactory factory;
  private final int partition;
  private final long task;
  private final RecordEncoder encoder;
  private final boolean sequential;

  private final ReportPace pace = new ReportPace();
  private RunWriter runs;

  ArrayDataWriter(ArrayWriterFactory factory, int partition, long task) {
    this.factory = factory;
    this.partition = partition;
    this.task = task;
    this.encoder = factory.plan().encoder();
    this.sequential = factory.index() instanceof IndexPlan.Sequential;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    try {
      if (runs == null) {
        open(row);
      }
      encoder.encode(row, runs.block(), runs.position());
      if (sequential) {
        runs.add();
      } else {
        runs.add(factory.index().index(row));
      }
    } catch (UnfitValueException e) {
      throw new IOException(
          "row "
              + (runs == null ? 0 : runs.count())
              + " of partition "
              + partition
              + ", "
              + e.getMessage());
    }
  }

  private void open(InternalRow first) throws IOException {
    encoder.prepare(first);
    Path file = Path.of(factory.folder(), "part-" + partition + "-" + task);
    runs = new RunWriter(file, encoder.recordBytes(), !sequential);
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    if (runs == null) {
      return new StagedRuns(partition, List.of(), 0, 0, List.of());
    }
    StagedRuns staged =
        new StagedRuns(
            partition,
            runs.finish(factory.sync()),
            runs.count(),
            encoder.recordBytes(),
            encoder.lengths());
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
