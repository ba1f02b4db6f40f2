package io.memmap.spark.internal.vector;

import io.memmap.array.TimeDType;
import org.apache.spark.sql.types.DataType;

/**
 * Days and weeks as Spark's date, which counts days; months and years as its year-month interval,
 * which counts months.
 */
final class WholeTicksVector extends TimeVector {
  private final long factor;

  WholeTicksVector(DataType type, long stride, TimeDType dtype, String label) {
    super(type, stride, dtype, label);
    this.factor =
        switch (dtype.unit()) {
              case WEEK -> 7L;
              case YEAR -> 12L;
              default -> 1L;
            }
            * dtype.multiple();
  }

  @Override
  public int getInt(int row) {
    long ticks = ticks(row);
    if (ticks == TimeDType.NAT) {
      return 0;
    }
    long count = ticks * factor;
    if (!fits(ticks, factor) || count != (int) count) {
      throw VectorErrors.timeOutOfRange(label, dtype, ticks, dataType());
    }
    return (int) count;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new WholeTicksVector(dataType(), stride, dtype, label);
    vector.moveTo(newAddress);
    return vector;
  }
}
