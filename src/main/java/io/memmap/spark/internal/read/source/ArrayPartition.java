package io.memmap.spark.internal.read.source;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.HasPartitionKey;
import org.apache.spark.sql.connector.read.InputPartition;

/** The rows that one task reads, of one array or of several consecutive ones. */
public record ArrayPartition(List<SourceRows> parts) implements InputPartition {
  public ArrayPartition {
    parts = List.copyOf(parts);
  }

  /** The rows of a partition of either kind. */
  public static ArrayPartition of(InputPartition partition) {
    return partition instanceof OfBlock block ? block.rows() : (ArrayPartition) partition;
  }

  private Object writeReplace() {
    return new SentParts(parts);
  }

  /** Rows of one of the {@link RowBlocks}, whose number is the key of the partition. */
  record OfBlock(ArrayPartition rows, long block) implements InputPartition, HasPartitionKey {

    @Override
    public InternalRow partitionKey() {
      return new GenericInternalRow(new Object[] {block});
    }
  }
}
