package io.memmap.spark;

import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What the options of a write say, not yet held against the DataFrame. */
record WriteOptions(
    Path path,
    Optional<String> mode,
    Optional<WriteLayout> layout,
    Optional<DType> dtype,
    Optional<Shape> shape,
    Order order,
    long offset,
    Optional<String> rowIndex,
    Casting casting,
    Optional<String> nullValue,
    boolean sync) {

  /**
   * Understands the options of a write.
   *
   * @throws IllegalArgumentException for an unknown option, or a value that its option can't have
   */
  static WriteOptions of(CaseInsensitiveStringMap options) {
    OptionParser parser = new OptionParser(options);
    parser.refuseUnknown();
    return new WriteOptions(
        LocalPath.of(parser),
        parser.parsed(MemmapOptions.MODE, AccessMode::forWriting),
        parser.word(MemmapOptions.LAYOUT, WriteLayout.class),
        parser.parsed(MemmapOptions.DTYPE, DType::parse),
        parser.parsed(MemmapOptions.SHAPE, Shape::parse),
        parser.parsed(MemmapOptions.ORDER, Order::parse).orElse(Order.C),
        parser.offset(),
        parser.name(MemmapOptions.ROW_INDEX),
        parser.word(MemmapOptions.CASTING, Casting.class).orElse(Casting.CHECKED),
        parser.text(MemmapOptions.NULL_VALUE),
        parser.flag(MemmapOptions.SYNC, true));
  }

  /** NumPy's {@code r+}: rows of the array that is there get other values. */
  boolean updates() {
    return mode.filter(AccessMode::updates).isPresent();
  }

  /** Whether each row says where in the array it belongs. */
  boolean hasIndex() {
    return rowIndex.isPresent() || cells();
  }

  boolean cells() {
    return layout.filter(WriteLayout.CELLS::equals).isPresent();
  }
}
