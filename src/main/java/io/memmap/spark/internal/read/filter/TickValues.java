package io.memmap.spark.internal.read.filter;

import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.math.BigInteger;
import java.time.LocalDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * The values that Spark reads of ticks, as whole numbers: days, months, microseconds or ticks. They
 * never decrease from tick to tick. Ticks beyond the range of Spark's type have values beyond it.
 */
final class TickValues {
  private static final int EPOCH_YEAR = 1970;
  private static final int MONTHS_OF_A_YEAR = 12;

  /** Months from 1970 on to a date that is beyond Spark's, which count days in an int. */
  private static final BigInteger FAR_MONTHS = BigInteger.valueOf(6_000_000L * MONTHS_OF_A_YEAR);

  private final BigInteger times;
  private final BigInteger parts;
  private final boolean firstDays;

  private TickValues(long multiple, long times, long parts, boolean firstDays) {
    this.times = BigInteger.valueOf(multiple).multiply(BigInteger.valueOf(times));
    this.parts = BigInteger.valueOf(parts);
    this.firstDays = firstDays;
  }

  /**
   * The values of a column.
   *
   * @param type that its times are read as
   */
  static TickValues of(TimeDType dtype, DataType type) {
    TickUnit unit = dtype.unit();
    if (type instanceof LongType) {
      return new TickValues(1, 1, 1, false);
    } else if (type instanceof YearMonthIntervalType) {
      return new TickValues(dtype.multiple(), months(unit), 1, false);
    } else if (type instanceof DateType) {
      return unit == TickUnit.YEAR || unit == TickUnit.MONTH
          ? new TickValues(dtype.multiple(), months(unit), 1, true)
          : new TickValues(dtype.multiple(), unit == TickUnit.WEEK ? 7 : 1, 1, false);
    }
    return new TickValues(dtype.multiple(), micros(unit), partsOfAMicro(unit), false);
  }

  private static long months(TickUnit unit) {
    return unit == TickUnit.YEAR ? MONTHS_OF_A_YEAR : 1;
  }

  private static long micros(TickUnit unit) {
    return switch (unit) {
      case WEEK -> 604_800_000_000L;
      case DAY -> 86_400_000_000L;
      case HOUR -> 3_600_000_000L;
      case MINUTE -> 60_000_000L;
      case SECOND -> 1_000_000L;
      case MILLISECOND -> 1_000L;
      default -> 1L;
    };
  }

  private static long partsOfAMicro(TickUnit unit) {
    return switch (unit) {
      case NANOSECOND -> 1_000L;
      case PICOSECOND -> 1_000_000L;
      case FEMTOSECOND -> 1_000_000_000L;
      case ATTOSECOND -> 1_000_000_000_000L;
      default -> 1L;
    };
  }

  /** The value of ticks that are not {@code NaT}. */
  BigInteger of(long ticks) {
    BigInteger[] split = BigInteger.valueOf(ticks).multiply(times).divideAndRemainder(parts);
    BigInteger floor = split[1].signum() < 0 ? split[0].subtract(BigInteger.ONE) : split[0];
    return firstDays ? firstDay(floor) : floor;
  }

  private static BigInteger firstDay(BigInteger months) {
    long near = months.min(FAR_MONTHS).max(FAR_MONTHS.negate()).longValueExact();
    int year = EPOCH_YEAR + (int) Math.floorDiv(near, MONTHS_OF_A_YEAR);
    int month = 1 + Math.floorMod(near, MONTHS_OF_A_YEAR);
    return BigInteger.valueOf(LocalDate.of(year, month, 1).toEpochDay());
  }
}
