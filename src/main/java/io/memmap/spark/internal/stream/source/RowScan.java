package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySources;
import org.apache.spark.sql.connector.read.Scan;

/** Makes the scan of some rows. */
@FunctionalInterface
public interface RowScan {

  /**
   * The scan of these rows.
   *
   * @param rows numbered across all sources
   */
  Scan of(ArraySources sources, RowRanges rows);
}
