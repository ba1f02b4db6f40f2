package io.memmap.spark.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;

/** Carries a scan out. Equal scans make equal batches, which Spark compares for reuse. */
record ArrayBatch(ArrayScan scan) implements Batch {

  /** Looks at the files once more: they may have changed since the query was planned. */
  @Override
  public InputPartition[] planInputPartitions() {
    boolean ignoreMissing = scan.settings().ignoreMissing();
    for (ArraySource source : scan.sources().all()) {
      if (ignoreMissing && source.file().isGone()) {
        continue;
      }
      try {
        source.file().checkAgain(source.spec().end());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    ArrayPartition[] partitions = scan.sources().partitions(scan.partitions());
    return scan.blocks().map(blocks -> blocks.keyed(partitions)).orElse(partitions);
  }

  @Override
  public ArrayReaderFactory createReaderFactory() {
    return new ArrayReaderFactory(
        scan.columns(),
        scan.settings().access(),
        scan.settings().batchRows().orElse(0),
        scan.settings().ignoreMissing(),
        scan.vectors());
  }
}
