package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.options.StreamOptions;
import io.memmap.spark.internal.resolve.FollowedArrays;
import java.util.function.Function;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/**
 * Builds the scan of a stream. Spark pushes nothing down into streams; later versions say which
 * columns they read, metadata columns among them.
 */
public final class StreamScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
  private final FollowedArrays arrays;
  private final StreamOptions options;
  private final Function<StructType, RowScan> scans;
  private StructType required;

  /**
   * @param scans makes scans of the columns of a schema
   */
  public StreamScanBuilder(
      FollowedArrays arrays, StreamOptions options, Function<StructType, RowScan> scans) {
    this.arrays = arrays;
    this.options = options;
    this.scans = scans;
    this.required = arrays.example().schema();
  }

  @Override
  public void pruneColumns(StructType columns) {
    required = columns;
  }

  @Override
  public Scan build() {
    return new StreamScan(arrays, options, scans.apply(required));
  }
}
