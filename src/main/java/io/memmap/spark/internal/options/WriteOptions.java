package io.memmap.spark.internal.options;

import io.memmap.array.ArraySpec;
import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.array.SubArrayDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.TargetFile;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import io.memmap.storage.local.LocalStorage;
import io.memmap.storage.publish.Locking;
import io.memmap.storage.staging.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The parsed options of a write, before they are compared with the DataFrame.
 *
 * @param store of a file that is not local
 * @param rewriteLimit bytes of the longest file of a store that is changed by writing it anew
 */
public record WriteOptions(
    Location location,
    Optional<Store> store,
    Optional<String> mode,
    Optional<WriteLayout> layout,
    Optional<DType> dtype,
    Optional<Shape> shape,
    Optional<Order> askedOrder,
    OptionalLong askedOffset,
    Optional<HeaderFormat> header,
    Optional<String> rowIndex,
    Casting casting,
    Optional<String> nullValue,
    boolean sync,
    Locking locking,
    long rewriteLimit) {
  private static final long REWRITE_LIMIT = 1L << 30;

  /**
   * Parses the options of a write.
   *
   * @throws IllegalArgumentException for an unknown option, or a value that its option does not
   *     take
   */
  public static WriteOptions of(CaseInsensitiveStringMap options) {
    OptionParser parser = new OptionParser(options);
    parser.refuseUnknown();
    refuseMember(parser);
    Location named = PathOption.written(parser);
    Optional<Store> store = Storages.ofWrite(named, parser.fileSystemOptions());
    return new WriteOptions(
            store.map(there -> Storages.qualified(there.reads(), named)).orElse(named),
            store,
            parser.parsed(MemmapOptions.MODE, NumpyMode::forWriting),
            parser.word(MemmapOptions.LAYOUT, WriteLayout.class),
            parser.parsed(MemmapOptions.DTYPE, DTypes::parse),
            parser.parsed(MemmapOptions.SHAPE, Shape::parse),
            parser.parsed(MemmapOptions.ORDER, Order::parse),
            parser.offset(),
            parser.word(MemmapOptions.HEADER, HeaderFormat.class),
            parser.name(MemmapOptions.ROW_INDEX),
            parser.word(MemmapOptions.CASTING, Casting.class).orElse(Casting.CHECKED),
            parser.text(MemmapOptions.NULL_VALUE),
            parser.flag(MemmapOptions.SYNC, true),
            locking(parser),
            parser.positiveSize(MemmapOptions.REWRITE_LIMIT).orElse(REWRITE_LIMIT))
        .withAxesInShape();
  }

  private static Locking locking(OptionParser parser) {
    return Locking.of(parser.flag(MemmapOptions.LOCK, true))
        .waiting(parser.duration(MemmapOptions.LOCK_TIMEOUT).orElse(Duration.ZERO));
  }

  /** Refuses {@code member}: archives are only read. */
  private static void refuseMember(OptionParser parser) {
    parser
        .text(MemmapOptions.MEMBER)
        .ifPresent(
            member -> {
              throw OptionErrors.badOption(
                  MemmapOptions.MEMBER,
                  member,
                  "arrays in .npz archives are not written; save a *.npy file, and leave the"
                      + " option out");
            });
  }

  /** The axes of a sub-array dtype become the last axes of the array, as in NumPy. */
  private WriteOptions withAxesInShape() {
    if (dtype.filter(SubArrayDType.class::isInstance).isEmpty()) {
      return this;
    }
    Shape records = shape.orElse(Shape.of(Shape.INFERRED));
    ArraySpec array = new ArraySpec(dtype.get(), records, Order.C, 0);
    return as(array.dtype(), Optional.of(array.shape()), askedOrder);
  }

  /**
   * The same write into the array that a header describes.
   *
   * @param grows whether its first axis may become longer
   */
  public WriteOptions describedBy(NpyHeader there, boolean grows) {
    ArraySpec array = there.spec();
    Optional<Shape> after =
        grows && array.shape().rank() > 0
            ? shape.or(() -> anyRows(array.shape()))
            : Optional.of(array.shape());
    return as(array.dtype(), after, Optional.of(array.order()));
  }

  /** The same write of an array of the same dtype, order and row shape, with any number of rows. */
  public WriteOptions like(ArraySpec there) {
    Shape found = there.shape();
    Optional<Shape> any = found.rank() > 0 ? anyRows(found) : Optional.of(found);
    return as(there.dtype(), any, Optional.of(there.order()));
  }

  /** The shape with any number of rows; empty if the lengths of its rows are not known. */
  private static Optional<Shape> anyRows(Shape found) {
    return RecordShape.leavesLengthsOpen(found)
        ? Optional.empty()
        : Optional.of(found.withFirst(Shape.INFERRED));
  }

  /** The same write into this array; its file may be longer. */
  public WriteOptions into(ArraySpec there) {
    return as(there.dtype(), Optional.of(there.shape()), Optional.of(there.order()));
  }

  private WriteOptions as(DType known, Optional<Shape> all, Optional<Order> knownOrder) {
    return new WriteOptions(
        location,
        store,
        mode,
        layout,
        Optional.of(known),
        all,
        knownOrder,
        askedOffset,
        header,
        rowIndex,
        casting,
        nullValue,
        sync,
        locking,
        rewriteLimit);
  }

  /** The file as it is before the write. */
  public TargetFile target() {
    Storage storage = store.map(Store::reads).orElse(LocalStorage.INSTANCE);
    return new TargetFile(location, storage);
  }

  public Order order() {
    return askedOrder.orElse(Order.C);
  }

  /** Whether the file has a header. */
  public boolean hasHeader() {
    return header.orElse(HeaderFormat.byName(location.toString())) == HeaderFormat.NPY;
  }

  /** Whether rows of the existing array are changed, as by NumPy's mode {@code r+}. */
  public boolean updates() {
    return mode.filter(NumpyMode::updates).isPresent();
  }

  /** Whether each row carries its index. */
  public boolean hasIndex() {
    return rowIndex.isPresent() || cells();
  }

  public boolean cells() {
    return layout.filter(WriteLayout.CELLS::equals).isPresent();
  }
}
