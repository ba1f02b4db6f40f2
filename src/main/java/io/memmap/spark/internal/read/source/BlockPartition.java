package io.memmap.spark.internal.read.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.HasPartitionKey;
import org.apache.spark.sql.connector.read.InputPartition;

/** The rows of one task, all of them in one of the {@link RowBlocks}. */
public record BlockPartition(ArrayPartition rows, long block)
    implements InputPartition, HasPartitionKey {

  @Override
  public InternalRow partitionKey() {
    return new GenericInternalRow(new Object[] {block});
  }

  /** The rows of a partition of either kind. */
  public static ArrayPartition rows(InputPartition partition) {
    return partition instanceof BlockPartition block ? block.rows() : (ArrayPartition) partition;
  }
}
