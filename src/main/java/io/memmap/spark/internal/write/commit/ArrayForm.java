package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What is known of an array before its rows are: all but the lengths that follow from them. */
public final class ArrayForm implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DType dtype;
  private final Shape shape; // null if it follows from the rows: an Optional is not serializable
  private final Order order;
  private final FileHead head;

  /**
   * An array of a dtype and an order.
   *
   * @param shape of the array after the write; empty if it follows from the rows
   * @param head the bytes of the file before the data
   */
  public ArrayForm(DType dtype, Optional<Shape> shape, Order order, FileHead head) {
    this.dtype = dtype;
    this.shape = shape.orElse(null);
    this.order = order;
    this.head = head;
  }

  DType dtype() {
    return dtype;
  }

  Optional<Shape> shape() {
    return Optional.ofNullable(shape);
  }

  Order order() {
    return order;
  }

  FileHead head() {
    return head;
  }

  /** The same array after other bytes. */
  ArrayForm withHead(FileHead other) {
    return new ArrayForm(dtype, shape(), order, other);
  }

  /** Whether dtype, shape and order of the array are in the file. */
  public boolean hasHeader() {
    return !(head instanceof FileHead.Gap);
  }

  /** The array of a shape without an unknown length. */
  ArraySpec toSpec(Shape known) {
    return new ArraySpec(dtype, known, order, head.length(dtype, known, order));
  }

  /**
   * Whether records are contiguous in the file, in their order, and start at an offset that does
   * not depend on their number. A header has one length for any number of rows; it may have another
   * one for rows of other lengths.
   */
  public boolean isSequential() {
    return order.growsAtEnd()
        && (head instanceof FileHead.Gap || shape == null || shape.inferredAxis() <= 0);
  }

  /**
   * The offset in bytes of the first record in the file.
   *
   * @param lengths of the axes of one record
   */
  public long start(List<Long> lengths) {
    Shape like = shape == null ? RecordShape.of(Shape.INFERRED, lengths) : shape;
    return head.length(dtype, like.inferredAxis() == 0 ? like.withFirst(0) : like, order);
  }

  /** The array's part of a line in Spark's plan. */
  @Override
  public String toString() {
    return "dtype="
        + dtype
        + " shape="
        + shape().map(Shape::toString).orElse("from the rows")
        + " order="
        + order
        + (head instanceof FileHead.Gap gap ? " offset=" + gap.offset() : " header=npy");
  }
}
