package io.memmap.spark.read;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.HasPartitionKey;
import org.apache.spark.sql.connector.read.InputPartition;

/** The rows of one task, all of them in one of the {@link RowBlocks}. */
record BlockPartition(ArrayPartition rows, long block) implements InputPartition, HasPartitionKey {

  @Override
  public InternalRow partitionKey() {
    return new GenericInternalRow(new Object[] {block});
  }

  /** The rows of a partition of either kind. */
  static ArrayPartition rows(InputPartition partition) {
    return partition instanceof BlockPartition block ? block.rows() : (ArrayPartition) partition;
  }
}
