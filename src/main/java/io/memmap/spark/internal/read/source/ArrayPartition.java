package io.memmap.spark.internal.read.source;

import io.memmap.storage.file.Storage;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.HasPartitionKey;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The rows that one task reads, of one array or of several consecutive ones.
 *
 * @param hosts machines that have many of their bytes, where Spark runs the task if it can; not
 *     sent to the executors
 */
public record ArrayPartition(List<SourceRows> parts, List<String> hosts) implements InputPartition {
  public ArrayPartition {
    parts = List.copyOf(parts);
    hosts = List.copyOf(hosts);
  }

  /** Rows that no machine is known to be near to. */
  ArrayPartition(List<SourceRows> parts) {
    this(parts, List.of());
  }

  /** The rows of a partition of either kind. */
  public static ArrayPartition of(InputPartition partition) {
    return partition instanceof OfBlock block ? block.rows() : (ArrayPartition) partition;
  }

  /** The same rows with the hosts that a storage knows for them. */
  public ArrayPartition near(Storage storage) {
    return new ArrayPartition(parts, NearHosts.of(parts, storage));
  }

  @Override
  public String[] preferredLocations() {
    return hosts.toArray(String[]::new);
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

    @Override
    public String[] preferredLocations() {
      return rows.preferredLocations();
    }
  }
}
