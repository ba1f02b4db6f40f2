package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.spark.internal.read.task.ArrayReaderFactory;
import io.memmap.spark.internal.read.task.BatchRows;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Plans the tasks of a scan. Equal scans make equal batches, because Spark compares batches before
 * it reuses an exchange.
 */
record ArrayBatch(ArrayScan scan) implements Batch {

  /**
   * Plans one partition per task, and checks the files again, which may have changed since the
   * query was planned.
   *
   * @throws UncheckedIOException if a file is missing, was replaced or is too short
   */
  @Override
  public InputPartition[] planInputPartitions() {
    ArrayPartition[] partitions = scan.sources().partitions(scan.partitions());
    Storage storage = scan.settings().storage();
    InParallel.map(read(partitions), storage, this::checked);
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = partitions[i].near(storage);
    }
    return scan.blocks().map(blocks -> blocks.keyed(partitions)).orElse(partitions);
  }

  /**
   * The sources of all partitions, each once, although several partitions may read parts of one.
   */
  private static List<ArraySource> read(ArrayPartition[] partitions) {
    Set<ArraySource> read = Collections.newSetFromMap(new IdentityHashMap<>());
    return Arrays.stream(partitions)
        .flatMap(partition -> partition.parts().stream())
        .map(SourceRows::source)
        .filter(read::add)
        .toList();
  }

  private ArraySource checked(ArraySource source) {
    Storage storage = scan.settings().storage();
    if (storage.opensSeenFilesOnly(source.file())) {
      return source; // a request for each file would tell what the tasks find out themselves
    }
    if (scan.settings().ignoreMissing() && storage.isGone(source.file())) {
      return source;
    }
    try {
      storage.checkAgain(source.file(), source.end());
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Spark calls this when it runs the query, not when it plans or explains it. */
  @Override
  public ArrayReaderFactory createReaderFactory() {
    scan.settings().first().run();
    List<ScanColumn> columns =
        Stream.concat(scan.columns().stream(), scan.filter().predicate().columns())
            .distinct()
            .toList();
    return new ArrayReaderFactory(
        columns,
        scan.columns().size(),
        scan.filter(),
        scan.settings().storage(),
        scan.settings().access(),
        BatchRows.of(scan.settings().batchRows()),
        scan.settings().ignoreMissing(),
        scan.settings().keeping(),
        scan.vectors());
  }
}
