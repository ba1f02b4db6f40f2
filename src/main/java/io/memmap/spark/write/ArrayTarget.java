package io.memmap.spark.write;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The array that a write makes.
 *
 * @param path absolute, symbolic links resolved
 * @param shape as asked for; else it follows from the rows
 * @param replace whether a file that is there is overwritten
 * @param sync whether bytes are forced to the disk
 */
public record ArrayTarget(
    Path path,
    DType dtype,
    Optional<Shape> shape,
    Order order,
    long offset,
    boolean replace,
    boolean sync) {}
