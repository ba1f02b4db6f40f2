package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.spark.MemmapOptions;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks options against the header of a file.
 *
 * @param found the array that the header describes
 * @param error makes the error of a read or of a write
 */
public record HeaderContradiction(String path, ArraySpec found, Contradiction error) {

  /** Makes the error of an option that contradicts the header. */
  public interface Contradiction {
    IllegalArgumentException of(String path, String key, Object asked, Object found);
  }

  /**
   * Checks all options that describe an array.
   *
   * @throws IllegalArgumentException for the first that contradicts the header
   */
  public void refuse(
      Optional<DType> dtype, Optional<Shape> shape, Optional<Order> order, OptionalLong offset) {
    ArraySpec asked =
        new ArraySpec(
            dtype.orElse(found.dtype()),
            shape.orElse(found.shape()),
            order.orElse(found.order()),
            offset.orElse(found.offset()));
    if (!asked.dtype().equals(found.dtype())) {
      refuse(MemmapOptions.DTYPE, asked.dtype(), found.dtype());
    }
    if (shape.isPresent() && !asked.shape().admits(found.shape())) {
      refuse(MemmapOptions.SHAPE, asked.shape(), found.shape());
    }
    if (!Arrays.equals(strides(asked.order()), strides(found.order()))) {
      refuse(MemmapOptions.ORDER, asked.order(), found.order());
    }
    if (asked.offset() != found.offset()) {
      refuse(MemmapOptions.OFFSET, asked.offset(), found.offset());
    }
  }

  /** Orders with equal strides do not contradict each other. */
  private long[] strides(Order order) {
    return new ArraySpec(found.dtype(), found.shape(), order, 0).view().strides();
  }

  private void refuse(String key, Object asked, Object there) {
    throw error.of(path, key, asked, there);
  }
}
