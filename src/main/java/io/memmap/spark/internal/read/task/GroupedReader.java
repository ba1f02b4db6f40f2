package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.IoCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Reduces the rows of a task by groups, which differ within a file, and returns one or more rows
 * for each group.
 */
public final class GroupedReader extends CountingReader<InternalRow> {

  /** Makes the readers of a stage; sent to the executors. */
  public record Factory(
      ArrayReaderFactory arrays, List<GroupKey> groups, List<Aggregate> aggregates)
      implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new GroupedReader(this, ArrayPartition.of(partition));
    }
  }

  private final Factory factory;
  private final GroupedRows rows;
  private final PartOpener opener;

  /** Files whose rows may come together in a group: all of them, unless one groups by files. */
  private final Iterator<List<SourceRows>> sections;

  private BatchReader batches;

  private GroupedReader(Factory factory, ArrayPartition partition) {
    super(new IoCounters());
    this.factory = factory;
    this.rows = new GroupedRows(factory);
    this.opener = new PartOpener(factory.arrays(), counters);
    this.sections =
        rows.byFile()
            ? partition.parts().stream().map(List::of).iterator()
            : List.of(partition.parts()).iterator();
  }

  @Override
  public boolean next() throws IOException {
    while (!rows.next()) {
      if (!addRows()) {
        return false;
      }
    }
    return true;
  }

  /** Adds rows until results have to be taken; false if there are no more rows. */
  private boolean addRows() throws IOException {
    while (batches != null || sections.hasNext()) {
      if (batches == null) {
        List<SourceRows> section = sections.next();
        rows.begin(section.get(0).source());
        batches = new BatchReader(factory.arrays(), section, opener, counters);
      }
      while (rows.addAll()) {
        if (!batches.next()) {
          closeBatches();
          if (rows.hasResults()) {
            return true;
          }
          break;
        }
        rows.show(batches.get());
      }
      if (batches != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return rows.get();
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
