package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.AggregateReaderFactory;
import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Carries an {@link AggregateScan} out, partition by partition of the rows that it reduces. */
record AggregateBatch(ArrayBatch read, List<ScanColumn> groups, List<Aggregate> aggregates)
    implements Batch {

  @Override
  public InputPartition[] planInputPartitions() {
    return read.planInputPartitions();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new AggregateReaderFactory(read.createReaderFactory(), groups, aggregates);
  }
}
