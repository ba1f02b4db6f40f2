package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.options.Storages;
import io.memmap.spark.internal.options.StreamOptions;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.resolve.FollowLook;
import io.memmap.spark.internal.resolve.FollowedArrays;
import io.memmap.spark.internal.version.ConnectorVersion;
import io.memmap.storage.hadoop.write.CheckpointFolder;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** A scan that follows files. Its columns are read as those of a batch are. */
final class StreamScan implements Scan {
  private final FollowedArrays arrays;
  private final StreamOptions options;
  private final RowScan scans;
  private final Scan columns;

  StreamScan(FollowedArrays arrays, StreamOptions options, RowScan scans) {
    this.arrays = arrays;
    this.options = options;
    this.scans = scans;
    this.columns = scans.of(arrays.sources(), RowRanges.NONE);
  }

  @Override
  public StructType readSchema() {
    return columns.readSchema();
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return columns.columnarSupportMode();
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return columns.supportedCustomMetrics();
  }

  @Override
  public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
    CheckpointFolder folder = Storages.checkpoint(checkpointLocation);
    return new ArrayStream(
        new FollowLook(arrays),
        options,
        new Offsets(folder, arrays.text()),
        new KnownFiles(checkpointLocation, arrays.options().files().roots()),
        columns,
        scans);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "memmap stream of %s layout=%s version=%s",
        arrays.options().files().roots().get(0),
        arrays.example().layout(),
        ConnectorVersion.text());
  }
}
