package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.io.IOException;
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
public final class AggregateReader extends SectionReader {

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

  private final PartialRow partial;
  private InternalRow row;

  private AggregateReader(Factory factory, ArrayPartition partition) {
    super(factory.arrays(), partition.parts(), factory.whole());
    this.factory = factory;
    this.partial = new PartialRow(factory);
  }

  @Override
  public boolean next() throws IOException {
    Optional<InternalRow> found = Optional.empty();
    while (found.isEmpty() && open()) {
      found = readSection();
    }
    found.ifPresent(next -> row = next);
    return found.isPresent();
  }

  /** Reads on to the next row of this section; empty at its end. */
  private Optional<InternalRow> readSection() throws IOException {
    Optional<InternalRow> overflown = partial.overflown(source());
    while (overflown.isEmpty() && batches().next()) {
      partial.add(batches().get());
      overflown = partial.overflown(source());
    }
    if (overflown.isPresent()) {
      return overflown;
    }
    closeSection();
    boolean empty = partial.count() == 0 && !factory.groups().isEmpty();
    return empty ? Optional.empty() : Optional.of(partial.result(source()));
  }

  @Override
  public InternalRow get() {
    return row;
  }
}
