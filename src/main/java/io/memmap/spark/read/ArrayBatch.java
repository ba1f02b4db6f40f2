package io.memmap.spark.read;

import io.memmap.storage.FileStamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Carries a scan out. Equal scans make equal batches, which Spark compares for reuse. */
record ArrayBatch(ArrayScan scan) implements Batch {

  /** Looks at the file once more: it may have changed since the query was planned. */
  @Override
  public InputPartition[] planInputPartitions() {
    FileStamp planned = scan.source().file();
    try {
      planned.checkAgain(scan.source().spec().end());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return scan.partitions();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new ArrayReaderFactory(
        scan.source().file(),
        scan.source().spec().end(),
        scan.columns(),
        scan.settings().access(),
        scan.settings().batchRows().orElse(0),
        scan.vectors());
  }
}
