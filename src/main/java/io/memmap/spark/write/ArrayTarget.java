package io.memmap.spark.write;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The array that a write makes or changes.
 *
 * @param path absolute, symbolic links resolved
 * @param shape of the array after the write, as asked for; else it follows from the rows
 * @param sync whether bytes are forced to the disk
 */
public record ArrayTarget(
    Path path,
    DType dtype,
    Optional<Shape> shape,
    Order order,
    long offset,
    WriteAction action,
    boolean sync) {

  /** How to open the array, for the plan; the length of its first axis comes from the rows. */
  @Override
  public String toString() {
    return action
        + " "
        + path
        + " dtype="
        + dtype
        + " shape="
        + shape.map(Shape::toString).orElse("from the rows")
        + " order="
        + order
        + " offset="
        + offset;
  }
}
