package io.memmap.spark.internal.table;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.files.OnInterruptedUpdate;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.PathOption;
import io.memmap.spark.internal.options.PythonFunctions;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.options.SessionPartitioning;
import io.memmap.spark.internal.options.StreamOptions;
import io.memmap.spark.internal.read.ArrayScanBuilder;
import io.memmap.spark.internal.read.MetadataColumns;
import io.memmap.spark.internal.read.Ranges;
import io.memmap.spark.internal.read.ScanSettings;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.resolve.FileLook;
import io.memmap.spark.internal.resolve.FollowedArrays;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.stream.sink.SinkOptions;
import io.memmap.spark.internal.stream.source.StreamScanBuilder;
import io.memmap.storage.file.InParallel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Array files as a table. {@code load} determines the arrays; each query looks at the files again.
 */
public final class MemmapTable implements SupportsRead, SupportsWrite, SupportsMetadataColumns {
  /** They add metadata columns to the output of a stream, but do not ask the scan for them. */
  private static final Pattern STREAMS_WITHOUT_METADATA = Pattern.compile("3\\.|4\\.[01]\\.");

  private final CaseInsensitiveStringMap map;
  private final Supplier<ResolvedArray> resolver;
  private final Supplier<FollowedArrays> follower;
  private final StructType asked;
  private final boolean hasFunctions;
  private final Optional<PendingUpdate> pending;
  private final AskedCapabilities capabilities = new AskedCapabilities();
  private ResolvedArray resolved;
  private FollowedArrays followed;

  /**
   * A table that looks at its files when Spark asks for the schema, which {@code load} does.
   *
   * @param resolver determines the arrays, once
   * @param follower determines the arrays of a stream, once
   * @param asked the schema that Spark passes: the user's or the inferred one, or that of the rows
   *     of a stream that writes
   */
  public MemmapTable(
      CaseInsensitiveStringMap map,
      Supplier<ResolvedArray> resolver,
      Supplier<FollowedArrays> follower,
      StructType asked) {
    this(map, resolver, follower, asked, false, Optional.empty());
  }

  private MemmapTable(
      CaseInsensitiveStringMap map,
      Supplier<ResolvedArray> resolver,
      Supplier<FollowedArrays> follower,
      StructType asked,
      boolean hasFunctions,
      Optional<PendingUpdate> pending) {
    this.map = map;
    this.resolver = resolver;
    this.follower = follower;
    this.asked = asked;
    this.hasFunctions = hasFunctions;
    this.pending = pending;
  }

  /** The same table in a catalog that has the functions of its row partitioning. */
  MemmapTable withFunctions() {
    return new MemmapTable(map, resolver, follower, asked, true, pending);
  }

  /** The same table, whose rows are read after an unfinished update has been finished. */
  MemmapTable after(PendingUpdate update) {
    return new MemmapTable(map, resolver, follower, asked, hasFunctions, Optional.of(update));
  }

  private synchronized ResolvedArray array() {
    if (resolved == null) {
      resolved = resolver.get();
    }
    return resolved;
  }

  private synchronized FollowedArrays followed() {
    if (followed == null) {
      followed = follower.get();
    }
    return followed;
  }

  @Override
  public String name() {
    return OneLine.of("memmap " + PathOption.given(map));
  }

  /** Spark 3.5 and 4.0 call this; later versions call {@code columns()}. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    if (capabilities.areOfSink()) {
      return asked;
    }
    return capabilities.areOfStream() ? followed().example().schema() : array().schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return capabilities;
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
    return capabilities.areOfStream() ? streamScanBuilder() : batchScanBuilder();
  }

  private ScanBuilder streamScanBuilder() {
    FollowedArrays arrays = followed();
    ResolvedArray array = arrays.example();
    StreamOptions options = StreamOptions.of(map);
    boolean ignoreMissing = arrays.options().files().ignoreMissing() || !options.failOnDataLoss();
    ScanSettings settings = settings(arrays.options(), array.layout(), ignoreMissing);
    return new StreamScanBuilder(
        arrays,
        options,
        required ->
            (sources, rows) -> {
              ArrayScanBuilder builder =
                  builder(sources, UnaryOperator.identity(), array, settings).only(rows);
              builder.pruneColumns(required);
              return builder.build();
            });
  }

  /**
   * Plans a query on the current files. Files whose rows the query reads are looked at after
   * pruning, and may be errors then.
   */
  private ScanBuilder batchScanBuilder() {
    ReadOptions asked = ReadOptions.of(map);
    ReadOptions options = pending.isPresent() ? asked.with(OnInterruptedUpdate.LEFT) : asked;
    ResolvedArray array = array();
    List<ArraySource> present = present(array.sources(), options);
    boolean none = present.isEmpty();
    ArrayScanBuilder builder =
        builder(
            none ? array.sources() : new ArraySources(present),
            new FileLook(options, array.seen())::atQuery,
            array,
            settings(options, array.layout(), options.files().ignoreMissing()));
    return none ? builder.only(RowRanges.NONE) : builder;
  }

  private static ArrayScanBuilder builder(
      ArraySources sources,
      UnaryOperator<ArraySource> look,
      ResolvedArray array,
      ScanSettings settings) {
    return new ArrayScanBuilder(
        sources,
        look,
        array.layout().toString(),
        array.columns(),
        settings,
        MappedVectors.INSTANCE);
  }

  /**
   * Plans an epoch of a stream. Batch writes do not come here: without the capability for them
   * Spark calls {@code CreatableRelationProvider} instead. The file may not exist.
   */
  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new StreamedRows(SinkOptions.of(map), info);
  }

  private ScanSettings settings(ReadOptions options, ArrayLayout layout, boolean ignoreMissing) {
    Optional<Ranges> ranges = ranges(options, layout);
    return new ScanSettings(
        SessionPartitioning.of(options),
        options.storage(),
        options.access(),
        options.batchRows(),
        ignoreMissing,
        PythonFunctions.takeColumns(),
        options.pushdown(),
        hasFunctions && ranges.isEmpty() ? SessionPartitioning.rowBlocks() : OptionalInt.empty(),
        ranges,
        pending.<Runnable>map(update -> update).orElse(ScanSettings.NOTHING_FIRST));
  }

  private static Optional<Ranges> ranges(ReadOptions options, ArrayLayout layout) {
    boolean described = layout == ArrayLayout.RANGES;
    return described || options.rangeRows().isPresent()
        ? Optional.of(new Ranges(options.rangeRows(), described))
        : Optional.empty();
  }

  /** The sources without files that no longer exist, if the user ignores these. */
  private static List<ArraySource> present(ArraySources sources, ReadOptions options) {
    if (!options.files().ignoreMissing()) {
      return sources.all();
    }
    return InParallel.map(
            sources.all(),
            options.storage(),
            source ->
                options.storage().isGone(source.file())
                    ? Optional.<ArraySource>empty()
                    : Optional.of(source))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return capabilities.areOfStream()
            && STREAMS_WITHOUT_METADATA.matcher(sparkVersion()).lookingAt()
        ? new MetadataColumn[0]
        : MetadataColumns.all();
  }

  private static String sparkVersion() {
    return SparkSession.active().version();
  }
}
