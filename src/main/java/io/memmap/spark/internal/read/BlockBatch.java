package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.task.BlockReaderFactory;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Plans the tasks of a scan of which each row is a block of rows. Equal for equal scans. */
record BlockBatch(ArrayBatch rows) implements Batch {

  @Override
  public InputPartition[] planInputPartitions() {
    return rows.planInputPartitions();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new BlockReaderFactory(rows.createReaderFactory(), rows.scan().settings().mostRows());
  }
}
