package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.IoCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Reduces the rows of each file of a task, or of all files, to one row, and to more if a sum
 * overflows. A deleted file, which has no rows, makes a row too, unless rows are grouped.
 */
public final class AggregateReader extends CountingReader<InternalRow> {

  /**
   * Makes the readers of a stage; sent to the executors.
   *
   * @param whole whether the rows of all files are reduced to one row
   */
  public record Factory(
      ArrayReaderFactory arrays,
      List<ScanColumn.OfFile> groups,
      List<Aggregate> aggregates,
      boolean whole)
      implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new AggregateReader(this, ArrayPartition.of(partition));
    }
  }

  private final Factory factory;

  /** Files whose rows are reduced to one row. */
  private final Iterator<List<SourceRows>> sections;

  private final PartOpener opener;
  private final PartialRow partial;

  private ArraySource source;
  private BatchReader batches;
  private InternalRow row;

  private AggregateReader(Factory factory, ArrayPartition partition) {
    super(new IoCounters());
    this.factory = factory;
    this.sections =
        factory.whole()
            ? List.of(partition.parts()).iterator()
            : partition.parts().stream().map(List::of).iterator();
    this.opener = new PartOpener(factory.arrays(), counters);
    this.partial = new PartialRow(factory);
  }

  @Override
  public boolean next() throws IOException {
    Optional<InternalRow> found = Optional.empty();
    while (found.isEmpty() && (batches != null || sections.hasNext())) {
      if (batches == null) {
        List<SourceRows> section = sections.next();
        source = section.get(0).source();
        batches = new BatchReader(factory.arrays(), section, opener, counters);
      }
      found = readSection();
    }
    found.ifPresent(next -> row = next);
    return found.isPresent();
  }

  /** Reads on to the next row of this section; empty at its end. */
  private Optional<InternalRow> readSection() throws IOException {
    Optional<InternalRow> overflown = partial.overflown(source);
    while (overflown.isEmpty() && batches.next()) {
      partial.add(batches.get());
      overflown = partial.overflown(source);
    }
    if (overflown.isPresent()) {
      return overflown;
    }
    closeBatches();
    boolean empty = partial.count() == 0 && !factory.groups().isEmpty();
    return empty ? Optional.empty() : Optional.of(partial.result(source));
  }

  @Override
  public InternalRow get() {
    return row;
  }

  private void closeBatches() throws IOException {
    if (batches != null) {
      BatchReader open = batches;
      batches = null;
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    while (sections.hasNext()) {
      sections.next();
    }
    closeBatches();
  }
}
