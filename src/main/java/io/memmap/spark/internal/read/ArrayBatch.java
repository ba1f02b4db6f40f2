package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.spark.internal.read.task.ArrayReaderFactory;
import io.memmap.spark.internal.read.task.BatchRows;
import io.memmap.storage.file.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;

/** Carries a scan out. Equal scans make equal batches, which Spark compares for reuse. */
record ArrayBatch(ArrayScan scan) implements Batch {

  /**
   * Looks at the files that are read once more: they may have changed since the query was planned.
   */
  @Override
  public InputPartition[] planInputPartitions() {
    ArrayPartition[] partitions = scan.sources().partitions(scan.partitions());
    InParallel.map(read(partitions), this::checked);
    return scan.blocks().map(blocks -> blocks.keyed(partitions)).orElse(partitions);
  }

  /** The sources of all partitions, each once, though several partitions may read parts of it. */
  private static List<ArraySource> read(ArrayPartition[] partitions) {
    Set<ArraySource> read = Collections.newSetFromMap(new IdentityHashMap<>());
    return Arrays.stream(partitions)
        .flatMap(partition -> partition.parts().stream())
        .map(SourceRows::source)
        .filter(read::add)
        .toList();
  }

  private ArraySource checked(ArraySource source) {
    if (scan.settings().ignoreMissing() && source.file().isGone()) {
      return source;
    }
    try {
      source.file().checkAgain(source.end());
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Spark asks for it when the query is carried out, not when it is planned or explained. */
  @Override
  public ArrayReaderFactory createReaderFactory() {
    scan.settings().first().run();
    return new ArrayReaderFactory(
        scan.columns(),
        scan.settings().access(),
        BatchRows.of(scan.settings().batchRows()),
        scan.settings().ignoreMissing(),
        scan.vectors());
  }
}
