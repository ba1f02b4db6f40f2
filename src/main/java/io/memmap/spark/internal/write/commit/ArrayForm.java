package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What an array will be, as far as it is known before its rows. */
public final class ArrayForm implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DType dtype;
  private final Shape shape; // null where it follows from the rows: an Optional is not serializable
  private final Order order;
  private final FileHead head;

  /**
   * An array of elements of this dtype, in this order.
   *
   * @param shape of the array after the write, as asked for; else it follows from the rows
   * @param head what stands before the data
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

  /** The same array after another head. */
  ArrayForm behind(FileHead other) {
    return new ArrayForm(dtype, shape(), order, other);
  }

  /** Whether the file says itself what the array is. */
  public boolean hasHeader() {
    return !(head instanceof FileHead.Gap);
  }

  /** The array of this shape. */
  ArraySpec with(Shape known) {
    return new ArraySpec(dtype, known, order, head.bytes(dtype, known, order));
  }

  /**
   * Whether records that follow one another lie so in the file, from a place that is known before
   * they are counted: a header is as long for few rows as for many, but not for other rows.
   */
  public boolean isSequential() {
    return order.growsAtEnd()
        && (head instanceof FileHead.Gap || shape == null || shape.inferredAxis() <= 0);
  }

  /**
   * Where the first record goes.
   *
   * @param lengths of the axes of one record
   */
  public long start(List<Long> lengths) {
    Shape like = shape == null ? RecordShape.of(Shape.INFERRED, lengths) : shape;
    return head.bytes(dtype, like.inferredAxis() == 0 ? like.withFirst(0) : like, order);
  }

  /** How to open the array, for the plan; the length of its first axis comes from the rows. */
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
