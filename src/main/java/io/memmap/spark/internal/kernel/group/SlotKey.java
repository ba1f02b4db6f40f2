package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.vector.StridedVector;
import org.apache.spark.sql.types.DataType;

/** Numbers the values of a column that rows are grouped by, from 0 on. */
public abstract class SlotKey {

  SlotKey() {}

  /**
   * All values of a column of booleans or of integers of 8 or 16 bits.
   *
   * @param type of the column
   */
  public static SlotKey ofNumbers(ScalarDType dtype, DataType type) {
    return new NumberKey(dtype, type);
  }

  /** How many numbers there are. */
  abstract int length();

  /**
   * Begins anew with these rows. A key that has more values than numbers gives the first numbers to
   * their values.
   */
  void begin(StridedVector values, int row) {}

  /**
   * Adds {@code times} the number of each row's value to the row's slot.
   *
   * @param slots that of the first row comes first
   * @return how many rows have been placed: fewer than {@code count} if the value of the next row
   *     has no number
   */
  abstract int place(StridedVector values, int row, int count, int times, int[] slots);

  /** The value with a number, as Spark holds it. */
  abstract Object value(int number);
}
