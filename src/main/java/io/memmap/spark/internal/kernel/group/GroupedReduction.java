package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.kernel.Reductions;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * A sum, extreme or variance of the values of a column for each of many groups of rows. Groups have
 * numbers, which are called slots. Results are as those of {@link Reductions}.
 */
public abstract class GroupedReduction {
  private final Deque<Part> overflown = new ArrayDeque<>();

  /** Most parts that are kept. */
  private static final int MOST_PARTS = 1 << 16;

  /** The slot of the next run of values, or its place in the slots of a batch. */
  private int next;

  /** A part of the result of a slot that would overflow together with the rest. */
  record Part(int slot, Object value) {}

  GroupedReduction() {}

  /** The sums of numbers of this dtype, which is not bool. */
  public static GroupedReduction sum(ScalarDType dtype) {
    if (isFloat(dtype)) {
      return new GroupedDoubleSum(dtype);
    }
    return dtype.kind() == ScalarKind.UINT64
        ? new GroupedUnsignedSum(dtype)
        : new GroupedLongSum(dtype);
  }

  /**
   * The least numbers in Spark's order.
   *
   * @param type of the column
   */
  public static GroupedReduction least(ScalarDType dtype, DataType type) {
    return extreme(dtype, type, true);
  }

  /**
   * The greatest numbers in Spark's order, in which NaN is greater than all others.
   *
   * @param type of the column
   */
  public static GroupedReduction greatest(ScalarDType dtype, DataType type) {
    return extreme(dtype, type, false);
  }

  private static GroupedReduction extreme(ScalarDType dtype, DataType type, boolean least) {
    return isFloat(dtype)
        ? new GroupedDoubleExtreme(dtype, type, least)
        : new GroupedLongExtreme(dtype, type, least);
  }

  /**
   * The variances of numbers of this dtype, which is not bool or uint64, as those of {@link
   * io.memmap.spark.internal.kernel.Moments#variance}.
   */
  public static GroupedReduction variance(ScalarDType dtype, boolean sample, boolean root) {
    return new GroupedVariance(dtype, sample, root);
  }

  private static boolean isFloat(ScalarDType dtype) {
    return dtype.kind().code() == 'f';
  }

  /** Most rows whose results may be added up before they are taken. */
  int mostRows() {
    return Groups.MOST_ROWS;
  }

  /** Forgets all results, and makes room for those of as many slots. */
  abstract void reset(int slots);

  /** Adds values that belong to one slot. */
  final void addToOne(StridedVector values, int row, int count, int slot) {
    values.runs(row, count, (address, stride, length) -> toOne(slot, address, stride, length));
  }

  /** Adds values that belong to consecutive slots. */
  final void addAlong(StridedVector values, int row, int count, int slot) {
    next = slot;
    values.runs(
        row,
        count,
        (address, stride, length) -> {
          along(next, address, stride, length);
          next += length;
        });
  }

  /** Adds values that belong to these slots. */
  final void addEach(StridedVector values, int row, int count, int[] slots) {
    next = 0;
    values.runs(
        row,
        count,
        (address, stride, length) -> {
          each(slots, next, address, stride, length);
          next += length;
        });
  }

  abstract void toOne(int slot, long address, long stride, int length);

  abstract void along(int slot, long address, long stride, int length);

  abstract void each(int[] slots, int from, long address, long stride, int length);

  /** The result of a slot that has values. */
  abstract Object result(int slot);

  /**
   * A part of the result of a slot that would overflow together with the rest. Each call returns
   * another part; empty if there are no more.
   */
  final Optional<Part> overflown() {
    return Optional.ofNullable(overflown.poll());
  }

  /** Whether the results must be taken, since there are many parts of them. */
  final boolean isFull() {
    return overflown.size() > MOST_PARTS;
  }

  final void overflow(int slot, Object part) {
    overflown.add(new Part(slot, part));
  }
}
