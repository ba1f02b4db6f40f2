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
    parser.parsed(MemmapOptions.MODE, AccessMode::forWriting);
    parser.word(MemmapOptions.LAYOUT, ArrayLayout.class);
    return new WriteOptions(
        LocalPath.of(parser),
        parser.parsed(MemmapOptions.DTYPE, DType::parse),
        parser.parsed(MemmapOptions.SHAPE, Shape::parse),
        parser.parsed(MemmapOptions.ORDER, Order::parse).orElse(Order.C),
        parser.offset(),
        parser.name(MemmapOptions.ROW_INDEX),
        parser.word(MemmapOptions.CASTING, Casting.class).orElse(Casting.CHECKED),
        parser.text(MemmapOptions.NULL_VALUE),
        parser.flag(MemmapOptions.SYNC, true));
  }
}
