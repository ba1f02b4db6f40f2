package io.memmap.spark.internal.vector;

import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.math.BigInteger;
import java.time.LocalDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** {@code datetime64} and {@code timedelta64}, a class for each kind of Spark type. */
final class Times {
  private Times() {}

  /** Times of either byte order; NaT is null. Subclasses convert ticks to Spark's values. */
  abstract static class TimeVector extends StridedVector {
    final TimeDType dtype;
    final String label;
    private final boolean swapped;

    /**
     * @param label names column and file in the error of a time that the type does not hold
     */
    TimeVector(DataType type, long stride, TimeDType dtype, String label) {
      super(type, stride);
      this.dtype = dtype;
      this.label = label;
      this.swapped = dtype.endian().isSwapped();
    }

    final long ticks(int row) {
      long stored = Platform.getLong(null, address + row * stride);
      return swapped ? Long.reverseBytes(stored) : stored;
    }

    /** Spark checks each value for null after this. */
    @Override
    public final boolean hasNull() {
      return true;
    }

    /** Spark only compares the number with 0. */
    @Override
    public final int numNulls() {
      return 1;
    }

    @Override
    public final boolean isNullAt(int row) {
      return ticks(row) == TimeDType.NAT;
    }

    /** Whether {@code factor} times the ticks fit 64 bits. */
    static boolean fits(long ticks, long factor) {
      return Math.multiplyHigh(ticks, factor) == (ticks * factor) >> 63;
    }
  }

  /** Stored ticks as bigint. */
  static final class TicksVector extends TimeVector {

    TicksVector(DataType type, long stride, TimeDType dtype, String label) {
      super(type, stride, dtype, label);
    }

    @Override
    public long getLong(int row) {
      return ticks(row);
    }

    @Override
    StridedVector copy() {
      return new TicksVector(dataType(), stride, dtype, label);
    }
  }

  /**
   * Days and weeks as Spark's date, which counts days; months and years as its year-month interval,
   * which counts months.
   */
  static final class WholeTicksVector extends TimeVector {
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
    StridedVector copy() {
      return new WholeTicksVector(dataType(), stride, dtype, label);
    }
  }

  /** Months and years as date: the first day of each. */
  static final class CalendarVector extends TimeVector {
    private static final long MONTHS_OF_A_YEAR = 12;
    private static final int EPOCH_YEAR = 1970;

    /** More than any year of Spark's dates, which count days in an int: -5877641 to 5881580. */
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
    StridedVector copy() {
      return new CalendarVector(dataType(), stride, dtype, label);
    }
  }

  /**
   * Times and durations as timestamps and day-time intervals, which count microseconds. Finer units
   * are rounded down, as NumPy's {@code astype('M8[us]')} does.
   */
  static final class MicrosVector extends TimeVector {
    private final long multiple;

    /** Microseconds of a unit, or 1 if the unit is finer. */
    private final long micros;

    /** Units of a microsecond, or 1 if the unit is coarser. */
    private final long parts;

    MicrosVector(DataType type, long stride, TimeDType dtype, String label) {
      super(type, stride, dtype, label);
      this.multiple = dtype.multiple();
      this.micros =
          switch (dtype.unit()) {
            case WEEK -> 604_800_000_000L;
            case DAY -> 86_400_000_000L;
            case HOUR -> 3_600_000_000L;
            case MINUTE -> 60_000_000L;
            case SECOND -> 1_000_000L;
            case MILLISECOND -> 1_000L;
            default -> 1L;
          };
      this.parts =
          switch (dtype.unit()) {
            case NANOSECOND -> 1_000L;
            case PICOSECOND -> 1_000_000L;
            case FEMTOSECOND -> 1_000_000_000L;
            case ATTOSECOND -> 1_000_000_000_000L;
            default -> 1L;
          };
    }

    /** Spark does not use the value of a null, which NaT is. */
    @Override
    public long getLong(int row) {
      long ticks = ticks(row);
      if (ticks == TimeDType.NAT) {
        return ticks;
      }
      if (!fits(ticks, multiple)) {
        return farTicks(ticks);
      }
      long units = ticks * multiple;
      if (parts > 1) {
        return Math.floorDiv(units, parts);
      }
      if (!fits(units, micros)) {
        throw VectorErrors.timeOutOfRange(label, dtype, ticks, dataType());
      }
      return units * micros;
    }

    /** Ticks of many fine units, whose product overflows though their microseconds may not. */
    private long farTicks(long ticks) {
      BigInteger units = BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(multiple));
      BigInteger[] split = units.divideAndRemainder(BigInteger.valueOf(parts));
      BigInteger floored = split[1].signum() < 0 ? split[0].subtract(BigInteger.ONE) : split[0];
      if (floored.bitLength() >= Long.SIZE) {
        throw VectorErrors.timeOutOfRange(label, dtype, ticks, dataType());
      }
      return floored.longValue();
    }

    @Override
    StridedVector copy() {
      return new MicrosVector(dataType(), stride, dtype, label);
    }
  }
}
