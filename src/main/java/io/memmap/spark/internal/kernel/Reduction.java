package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * A sum, minimum, maximum or average of the values of a column, computed batch by batch. A result
 * is in Spark's internal form: a sum is a long, a double or a decimal(20,0), a minimum or maximum
 * has the column's type, an average is a double.
 */
public abstract class Reduction {
  private final int itemsize;
  private final Deque<Object> overflown = new ArrayDeque<>();
  private boolean empty = true;

  Reduction(ScalarDType dtype) {
    this.itemsize = dtype.itemsize();
  }

  /** The sum of numbers of this dtype, which is not bool. */
  public static Reduction sum(ScalarDType dtype) {
    if (isFloat(dtype)) {
      return new DoubleSum(dtype);
    }
    return dtype.kind() == ScalarKind.UINT64 ? new UnsignedSum(dtype) : new LongSum(dtype);
  }

  /** The average, as a double, of numbers of this dtype, whose sum does not overflow. */
  public static Reduction average(ScalarDType dtype) {
    return new Average(dtype, sum(dtype));
  }

  /**
   * The least number in Spark's order.
   *
   * @param type of the column
   */
  public static Reduction least(ScalarDType dtype, DataType type) {
    return extreme(dtype, type, true);
  }

  /**
   * The greatest number in Spark's order, in which NaN is greater than all others.
   *
   * @param type of the column
   */
  public static Reduction greatest(ScalarDType dtype, DataType type) {
    return extreme(dtype, type, false);
  }

  private static Reduction extreme(ScalarDType dtype, DataType type, boolean least) {
    return isFloat(dtype)
        ? new DoubleExtreme(dtype, type, least)
        : new LongExtreme(dtype, type, least);
  }

  private static boolean isFloat(ScalarDType dtype) {
    return dtype.kind().code() == 'f';
  }

  /** Adds the first {@code count} values of a vector; {@code count} may be 0. */
  public final void add(StridedVector values, int count) {
    if (count > 0) {
      empty = false;
      values.runs(count, this::add);
    }
  }

  abstract void add(long address, long stride, int length);

  /** The result of the values since the last call; null if there were none. */
  public final Object result() {
    if (empty) {
      return null;
    }
    empty = true;
    return finish();
  }

  abstract Object finish();

  /**
   * A part of the result that would overflow together with the rest. Each call returns another
   * part; empty if there are no more.
   */
  public final Optional<Object> overflown() {
    return Optional.ofNullable(overflown.poll());
  }

  final void overflow(Object part) {
    overflown.add(part);
  }

  final int itemsize() {
    return itemsize;
  }
}
