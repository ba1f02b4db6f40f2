package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.options.StreamOptions;
import io.memmap.spark.internal.resolve.FollowLook;
import io.memmap.spark.internal.resolve.FollowedFile;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * A stream of the rows of array files: those that are there, and those that come. The position of
 * the stream says how many rows of each file have been read, and a micro-batch reads the rows
 * between two positions, so it has the same rows whenever it is repeated.
 */
final class ArrayStream
    implements MicroBatchStream, SupportsTriggerAvailableNow, ReportsSourceMetrics {
  private final FollowLook look;
  private final StreamOptions options;
  private final DataLoss loss;
  private final Offsets offsets;
  private final KnownFiles checks;
  private final Scan columns;
  private final RowScan scans;

  /** The files at the last look, by path. */
  private volatile Map<String, FollowedFile> there = Map.of();

  /** Whether the files are read to what was there at one time. */
  private volatile boolean frozen;

  /**
   * @param columns a scan of no rows
   * @param scans makes the scan of a micro-batch
   */
  ArrayStream(
      FollowLook look,
      StreamOptions options,
      Offsets offsets,
      KnownFiles checks,
      Scan columns,
      RowScan scans) {
    this.look = look;
    this.options = options;
    this.loss = new DataLoss(options.failOnDataLoss());
    this.offsets = offsets;
    this.checks = checks;
    this.columns = columns;
    this.scans = scans;
  }

  @Override
  public Offset initialOffset() {
    return offsets.initial(() -> FirstRows.leftOut(options.startingRow(), now().values()));
  }

  @Override
  public Offset deserializeOffset(String json) {
    return new ArrayOffset(json);
  }

  @Override
  public ReadLimit getDefaultReadLimit() {
    return TriggerLimits.asked(options);
  }

  /** Spark asks for the end of each micro-batch with its limit, never without. */
  @Override
  public Offset latestOffset() {
    throw new UnsupportedOperationException("latestOffset() is asked with a start and a limit");
  }

  /**
   * The end of the next micro-batch. Null if there is nothing yet for the first one; later on the
   * start, which Spark repeats in the log if another source of the query has rows.
   */
  @Override
  public Offset latestOffset(Offset start, ReadLimit limit) {
    ReadRows read = checked(start);
    Map<String, FollowedFile> before = there;
    Map<String, FollowedFile> now = now();
    checks.refuseMissing(read, now, loss);
    ReadRows next = new NextRows(now, TriggerLimits.of(limit), loss).after(read, before);
    if (next.equals(read)) {
      return offsets.isInitial(start) ? null : start;
    }
    return offsets.after(start, next);
  }

  private ReadRows checked(Offset offset) {
    ReadRows read = offsets.at(offset);
    checks.refuseOthers(read);
    return read;
  }

  private Map<String, FollowedFile> now() {
    return frozen ? there : look();
  }

  private Map<String, FollowedFile> look() {
    there = look.all();
    return there;
  }

  @Override
  public void prepareForTriggerAvailableNow() {
    look();
    frozen = true;
  }

  @Override
  public Offset reportLatestOffset() {
    Map<String, FollowedFile> now = there;
    return now.isEmpty()
        ? null
        : offsets.shown(new NextRows(now, TriggerLimits.NONE, loss).after(ReadRows.NONE, now));
  }

  @Override
  public InputPartition[] planInputPartitions(Offset start, Offset end) {
    ReadRows from = checked(start);
    PlannedRows planned = new PlannedRows(this::asItIs, loss).add(from, checked(end));
    return planned.isEmpty()
        ? new InputPartition[0]
        : scans.of(planned.sources(), planned.rows()).toBatch().planInputPartitions();
  }

  /** A file as it is now. After a restart nothing is known of it before all are looked at. */
  private Optional<FollowedFile> asItIs(FileRows file) {
    FollowedFile known = there.isEmpty() ? look().get(file.path()) : there.get(file.path());
    return Optional.ofNullable(known).flatMap(look::again);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return columns.toBatch().createReaderFactory();
  }

  @Override
  public Map<String, String> metrics(Optional<Offset> latestConsumed) {
    ReadRows read = latestConsumed.map(offsets::at).orElse(ReadRows.NONE);
    return new Lag(read, there.values()).metrics();
  }

  @Override
  public void commit(Offset end) {
    offsets.forgetBefore(end);
  }

  @Override
  public void stop() {}

  /** As the progress of a query names the source. */
  @Override
  public String toString() {
    return "memmap stream of " + checks.roots().get(0);
  }
}
