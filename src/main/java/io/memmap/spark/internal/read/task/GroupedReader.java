package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.GroupKey;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Reduces the rows of a task by groups, which differ within a file, and returns one or more rows
 * for each group.
 */
public final class GroupedReader extends SectionReader {

  /** Makes the readers of a stage; sent to the executors. */
  public record Factory(
      ArrayReaderFactory arrays, List<GroupKey> groups, List<Aggregate> aggregates)
      implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new GroupedReader(this, ArrayPartition.of(partition));
    }
  }

  private final GroupedRows rows;

  private GroupedReader(Factory factory, ArrayPartition partition) {
    super(factory.arrays(), partition.parts(), !GroupedRows.isByFile(factory.groups()));
    this.rows = new GroupedRows(factory);
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
    while (open()) {
      rows.begin(source());
      boolean more = true;
      while (more && rows.addAll()) {
        more = batches().next();
        if (more) {
          rows.show(batches().get());
        }
      }
      if (more) {
        return true;
      }
      closeSection();
      if (rows.hasResults()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return rows.get();
  }
}
