package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.spark.MemmapOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks what options say against what the header of a file says.
 *
 * @param found as the header says
 * @param error of the one who reads or writes
 */
public record HeaderContradiction(Path path, ArraySpec found, Contradiction error) {

  /** Makes the error of an option that says something else than the header. */
  public interface Contradiction {
    IllegalArgumentException of(String path, String key, Object asked, Object found);
  }

  /**
   * Looks at all that options may say.
   *
   * @throws IllegalArgumentException for the first one that says something else
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

  /** Orders that lie alike do not contradict. */
  private long[] strides(Order order) {
    return new ArraySpec(found.dtype(), found.shape(), order, 0).view().strides();
  }

  private void refuse(String key, Object asked, Object there) {
    throw error.of(path.toString(), key, asked, there);
  }
}
