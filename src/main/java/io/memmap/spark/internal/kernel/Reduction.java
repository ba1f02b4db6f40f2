package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/** One of the {@link Reductions} of a column. */
abstract class Reduction {
  private final Deque<Object> overflown = new ArrayDeque<>();
  private boolean empty = true;

  static Reduction sum(ScalarDType dtype) {
    if (isFloat(dtype)) {
      return new DoubleSum();
    }
    return dtype.kind() == ScalarKind.UINT64 ? new UnsignedSum(dtype) : new LongSum(dtype);
  }

  static Reduction extreme(ScalarDType dtype, DataType type, boolean least) {
    return isFloat(dtype) ? new DoubleExtreme(type, least) : new LongExtreme(dtype, type, least);
  }

  static boolean isFloat(ScalarDType dtype) {
    return dtype.kind().code() == 'f';
  }

  /**
   * Adds a run of at least one value.
   *
   * @param loops over this run
   */
  final void addRun(ColumnLoops loops, long address, long stride, int length) {
    empty = false;
    add(loops, address, stride, length);
  }

  abstract void add(ColumnLoops loops, long address, long stride, int length);

  /** The result of the values since the last call; null if there were none. */
  final Object result() {
    if (empty) {
      return null;
    }
    empty = true;
    return finish();
  }

  abstract Object finish();

  /** As {@link Reductions#overflown}. */
  final Optional<Object> overflown() {
    return Optional.ofNullable(overflown.poll());
  }

  final void overflow(Object part) {
    overflown.add(part);
  }
}
