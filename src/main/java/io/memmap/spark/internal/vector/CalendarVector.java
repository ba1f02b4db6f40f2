package io.memmap.spark.internal.vector;

import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.time.LocalDate;
import org.apache.spark.sql.types.DataType;

/** Months and years as the date of their first day. */
final class CalendarVector extends TimeVector {
  private static final long MONTHS_OF_A_YEAR = 12;
  private static final int EPOCH_YEAR = 1970;

  /** Spark's dates reach from -5877641 to 5881580, whose ends are found by their days. */
  private static final long FAR_YEARS = 6_000_000;

  private final long monthsPerTick;

  CalendarVector(DataType type, long stride, TimeDType dtype, String label) {
    super(type, stride, dtype, label);
    long months = dtype.unit() == TickUnit.YEAR ? MONTHS_OF_A_YEAR : 1;
    this.monthsPerTick = months * dtype.multiple();
  }

  @Override
  public int getInt(int row) {
    long ticks = ticks(row);
    if (ticks == TimeDType.NAT) {
      return 0;
    }
    if (fits(ticks, monthsPerTick)) {
      long months = ticks * monthsPerTick;
      long years = Math.floorDiv(months, MONTHS_OF_A_YEAR);
      if (Math.abs(years) < FAR_YEARS) {
        int month = 1 + (int) Math.floorMod(months, MONTHS_OF_A_YEAR);
        long days = LocalDate.of(EPOCH_YEAR + (int) years, month, 1).toEpochDay();
        if (days == (int) days) {
          return (int) days;
        }
      }
    }
    throw VectorErrors.timeOutOfRange(label, dtype, ticks, dataType());
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new CalendarVector(dataType(), stride, dtype, label);
    vector.moveTo(newAddress);
    return vector;
  }
}
