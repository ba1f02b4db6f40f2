package io.memmap.spark.internal.options;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.FileFilter;
import io.memmap.spark.internal.files.FileSearch;
import io.memmap.spark.internal.files.GlobPattern;
import io.memmap.spark.internal.files.OnInterruptedUpdate;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import io.memmap.storage.publish.Locking;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The parsed options of a read. An absent value means that the option was not given.
 *
 * @param access how files are read that can be mapped
 * @param anyLength whether a file may be shorter than its array, or hold a part of a row
 */
public record ReadOptions(
    Storage storage,
    FileSearch files,
    Optional<DType> dtype,
    Optional<Shape> shape,
    Optional<Order> order,
    OptionalLong offset,
    Optional<HeaderFormat> header,
    Optional<String> member,
    Slice slice,
    Optional<ArrayLayout> layout,
    OptionalLong rangeRows,
    Optional<String> rowIndex,
    boolean binaryAsString,
    Access access,
    OptionalInt numPartitions,
    OptionalLong partitionBytes,
    OptionalInt batchRows,
    boolean pushdown,
    OnInterruptedUpdate cutOff,
    boolean anyLength,
    Locking locking) {

  /**
   * Parses the options of a read.
   *
   * @throws IllegalArgumentException for an unknown option, or a value that its option does not
   *     take
   */
  public static ReadOptions of(CaseInsensitiveStringMap options) {
    OptionParser parser = new OptionParser(options);
    parser.refuseUnknown();
    parser.parsed(MemmapOptions.MODE, NumpyMode::forReading);
    parser.refuseIgnoringCorruptFiles();
    List<Location> named = PathOption.all(parser);
    Storage storage = Storages.of(named, parser.fileSystemOptions());
    Optional<ArrayLayout> layout = parser.word(MemmapOptions.LAYOUT, ArrayLayout.class);
    return new ReadOptions(
        storage,
        search(parser, storage, named),
        parser.parsed(MemmapOptions.DTYPE, DTypes::parse),
        parser.parsed(MemmapOptions.SHAPE, Shape::parse),
        parser.parsed(MemmapOptions.ORDER, Order::parse),
        parser.offset(),
        parser.word(MemmapOptions.HEADER, HeaderFormat.class),
        parser.text(MemmapOptions.MEMBER),
        parser.parsed(MemmapOptions.SLICE, Slice::parse).orElse(Slice.WHOLE),
        layout,
        rangeRows(parser, layout),
        parser.name(MemmapOptions.ROW_INDEX),
        parser.flag(MemmapOptions.BINARY_AS_STRING, false),
        access(parser, named),
        parser.positiveInt(MemmapOptions.NUM_PARTITIONS),
        parser.positiveSize(MemmapOptions.PARTITION_BYTES),
        parser.positiveInt(MemmapOptions.BATCH_ROWS),
        pushdown(parser, layout),
        parser.flag(MemmapOptions.REPAIR, false)
            ? OnInterruptedUpdate.FINISHED
            : OnInterruptedUpdate.REFUSED,
        false,
        Locking.of(parser.flag(MemmapOptions.LOCK, true)));
  }

  /** The same options with another treatment of unfinished updates. */
  public ReadOptions with(OnInterruptedUpdate other) {
    return with(other, anyLength);
  }

  /** The same options for a look at the columns, whether or not the file is complete. */
  public ReadOptions forColumnsOnly() {
    return with(OnInterruptedUpdate.LEFT, true);
  }

  /** The same options for streams, which read the rows that are there. */
  public ReadOptions forStreams() {
    return with(cutOff, true);
  }

  /** Whether both describe the same array and differ at most in how it is read. */
  public boolean areOfSameArray(ReadOptions other) {
    return equals(
        new ReadOptions(
            other.storage,
            other.files,
            other.dtype,
            other.shape,
            other.order,
            other.offset,
            other.header,
            other.member,
            other.slice,
            other.layout,
            rangeRows,
            other.rowIndex,
            other.binaryAsString,
            access,
            numPartitions,
            partitionBytes,
            batchRows,
            pushdown,
            other.cutOff,
            other.anyLength,
            other.locking));
  }

  private ReadOptions with(OnInterruptedUpdate other, boolean otherLength) {
    return new ReadOptions(
        storage,
        files,
        dtype,
        shape,
        order,
        offset,
        header,
        member,
        slice,
        layout,
        rangeRows,
        rowIndex,
        binaryAsString,
        access,
        numPartitions,
        partitionBytes,
        batchRows,
        pushdown,
        other,
        otherLength,
        locking);
  }

  private static OptionalLong rangeRows(OptionParser parser, Optional<ArrayLayout> layout) {
    OptionalLong rows = parser.positiveLong(MemmapOptions.RANGE_ROWS);
    boolean fits =
        layout.filter(of -> of == ArrayLayout.BYTES || of == ArrayLayout.RANGES).isPresent();
    if (rows.isPresent() && !fits) {
      throw OptionErrors.badOption(
          MemmapOptions.RANGE_ROWS,
          Long.toString(rows.getAsLong()),
          layout.map(of -> "layout=" + of + " has no ranges of rows").orElse("layout is not given")
              + "; give layout=bytes or layout=ranges, or leave the option out");
    }
    return rows;
  }

  /** Spark could compare only the first row of a range with a predicate on the row index. */
  private static boolean pushdown(OptionParser parser, Optional<ArrayLayout> layout) {
    boolean wanted = parser.flag(MemmapOptions.PUSHDOWN, true);
    boolean ranges =
        layout.filter(ArrayLayout.RANGES::equals).isPresent()
            || parser.text(MemmapOptions.RANGE_ROWS).isPresent();
    if (!wanted && ranges) {
      throw OptionErrors.badOption(
          MemmapOptions.PUSHDOWN,
          "false",
          "predicates on rows cut ranges of rows, which Spark itself can't do; leave it out of a"
              + " read with layout=ranges or rangeRows");
    }
    return wanted;
  }

  /** Remote files cannot be mapped, whatever is asked for. */
  private static Access access(OptionParser parser, List<Location> named) {
    Access asked = parser.word(MemmapOptions.ACCESS, Access.class).orElse(Access.MMAP);
    return named.stream().noneMatch(Location::isLocal) ? Access.READ : asked;
  }

  private static FileSearch search(OptionParser parser, Storage storage, List<Location> named) {
    return new FileSearch(
        named.stream().map(location -> Storages.qualified(storage, location)).toList(),
        parser.flag("recursiveFileLookup", false),
        new FileFilter(
            parser.parsed("pathGlobFilter", GlobPattern::of),
            parser.time("modifiedAfter"),
            parser.time("modifiedBefore")),
        parser.flag("ignoreMissingFiles", false),
        parser
            .text("basePath")
            .map(PathOption::location)
            .map(location -> Storages.qualified(storage, location)));
  }
}
