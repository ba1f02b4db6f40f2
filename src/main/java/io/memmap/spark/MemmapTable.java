package io.memmap.spark;

import io.memmap.spark.read.ArrayScanBuilder;
import io.memmap.spark.read.ArraySource;
import io.memmap.spark.read.ArraySources;
import io.memmap.spark.read.MetadataColumns;
import io.memmap.spark.read.ScanSettings;
import io.memmap.storage.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Array files as a table. What they are was settled by {@code load}; each query looks again. */
final class MemmapTable implements SupportsRead, SupportsMetadataColumns {
  private final CaseInsensitiveStringMap map;
  private final Supplier<ResolvedArray> resolver;
  private final boolean hasFunctions;
  private ResolvedArray resolved;

  /**
   * A table that looks at its file when Spark asks for the schema, which {@code load} does.
   *
   * @param resolver settles what the array is, once
   */
  MemmapTable(CaseInsensitiveStringMap map, Supplier<ResolvedArray> resolver) {
    this(map, resolver, false);
  }

  private MemmapTable(
      CaseInsensitiveStringMap map, Supplier<ResolvedArray> resolver, boolean hasFunctions) {
    this.map = map;
    this.resolver = resolver;
    this.hasFunctions = hasFunctions;
  }

  /** The same in a catalog that knows the functions by which rows are partitioned. */
  MemmapTable withFunctions() {
    return new MemmapTable(map, resolver, true);
  }

  private synchronized ResolvedArray array() {
    if (resolved == null) {
      resolved = resolver.get();
    }
    return resolved;
  }

  @Override
  public String name() {
    return "memmap " + map.get(MemmapOptions.PATH);
  }

  /** Spark 3.5 and 4.0 ask for it; later ones have {@code columns()} beside it. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return array().schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  /**
   * Plans a query on the file as it is now.
   *
   * @throws IllegalArgumentException if the file is gone or has become too short since {@code load}
   */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
    ReadOptions options = ReadOptions.of(map);
    ResolvedArray array = array();
    return new ArrayScanBuilder(
        now(array.sources(), options),
        array.layout().toString(),
        array.columns(),
        new ScanSettings(
            SessionPartitioning.of(options),
            options.access(),
            options.batchRows(),
            options.files().ignoreMissing(),
            options.pushdown(),
            hasFunctions ? SessionPartitioning.rowBlocks() : OptionalInt.empty()),
        MappedVectors.INSTANCE);
  }

  /** Without the files that are gone, if the user says so and others are left. */
  private static ArraySources now(ArraySources sources, ReadOptions options) {
    List<ArraySource> there = sources.all();
    if (options.files().ignoreMissing()) {
      there = there.stream().filter(source -> !source.file().isGone()).toList();
    }
    List<ArraySource> left = there.isEmpty() ? sources.all() : there;
    return new ArraySources(left.stream().map(source -> now(source, options)).toList());
  }

  private static ArraySource now(ArraySource source, ReadOptions options) {
    FileStamp now = WholeFile.stamp(Path.of(source.file().path()), options.repair());
    try {
      now.check(now, source.spec().end());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return source.seenAs(now);
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return MetadataColumns.all();
  }
}
