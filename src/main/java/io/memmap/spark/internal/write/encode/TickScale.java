package io.memmap.spark.internal.write.encode;

import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;

/** Converts Spark's times to ticks of a NumPy dtype. Source: NumPy's "Datetimes and timedeltas". */
final class TickScale {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int DAYS_PER_WEEK = 7;
  private static final int MONTHS_PER_YEAR = 12;

  private final TimeDType dtype;
  private final TickUnit unit;
  private final boolean exact;

  /**
   * A scale of a dtype {@code M8} or {@code m8}. One tick is a multiple of a unit, such as 25 ns.
   * Ticks of {@code M8} count from 1970-01-01.
   *
   * @param exact whether a time between two ticks is refused; else it is rounded down
   */
  TickScale(TimeDType dtype, boolean exact) {
    this.dtype = dtype;
    this.unit = dtype.unit();
    this.exact = exact;
  }

  /** Ticks of a date, given as days since 1970-01-01. */
  long fromDays(int days) {
    try {
      return multiples(unitsOfDays(days));
    } catch (ArithmeticException e) {
      throw unfit(LocalDate.ofEpochDay(days), e);
    }
  }

  /** Ticks of a time or a duration, given as microseconds (since 1970-01-01). */
  long fromMicros(long micros) {
    try {
      return multiples(unitsOfMicros(micros));
    } catch (ArithmeticException e) {
      throw unfit(shown(micros), e);
    }
  }

  /** Ticks of a duration, given as months. */
  long fromMonths(int months) {
    try {
      return multiples(unit == TickUnit.YEAR ? whole(months, MONTHS_PER_YEAR) : months);
    } catch (ArithmeticException e) {
      throw unfit(Period.ofMonths(months), e);
    }
  }

  /** Checks a number of ticks: NaT is null in Spark. */
  long fromTicks(long ticks) {
    if (exact && ticks == TimeDType.NAT) {
      throw EncodeErrors.ticksOfNaT(ticks, dtype);
    }
    return ticks;
  }

  private long unitsOfDays(long days) {
    return switch (unit) {
      case YEAR -> whole(months(days), MONTHS_PER_YEAR);
      case MONTH -> months(days);
      case WEEK -> whole(days, DAYS_PER_WEEK);
      case DAY -> days;
      case HOUR, MINUTE, SECOND -> Math.multiplyExact(days, MICROS_PER_DAY / microsPerUnit());
      default -> unitsOfMicros(Math.multiplyExact(days, MICROS_PER_DAY));
    };
  }

  private long unitsOfMicros(long micros) {
    return switch (unit) {
      case YEAR, MONTH, WEEK, DAY -> unitsOfDays(whole(micros, MICROS_PER_DAY));
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> whole(micros, microsPerUnit());
      default -> Math.multiplyExact(micros, unitsPerMicro());
    };
  }

  private long microsPerUnit() {
    return switch (unit) {
      case HOUR -> 3600 * MICROS_PER_SECOND;
      case MINUTE -> 60 * MICROS_PER_SECOND;
      case SECOND -> MICROS_PER_SECOND;
      case MILLISECOND -> MICROS_PER_SECOND / 1000;
      default -> 1;
    };
  }

  private long unitsPerMicro() {
    return switch (unit) {
      case NANOSECOND -> 1_000L;
      case PICOSECOND -> 1_000_000L;
      case FEMTOSECOND -> 1_000_000_000L;
      case ATTOSECOND -> 1_000_000_000_000L;
      default -> throw new IllegalStateException(unit + " is not shorter than a microsecond");
    };
  }

  /** Months since 1970-01. */
  private long months(long days) {
    LocalDate date = LocalDate.ofEpochDay(days);
    if (date.getDayOfMonth() > 1) {
      refuseBetweenTicks();
    }
    return (date.getYear() - LocalDate.EPOCH.getYear()) * (long) MONTHS_PER_YEAR
        + date.getMonthValue()
        - 1;
  }

  private long multiples(long units) {
    return whole(units, dtype.multiple());
  }

  private long whole(long value, long divisor) {
    if (Math.floorMod(value, divisor) != 0) {
      refuseBetweenTicks();
    }
    return Math.floorDiv(value, divisor);
  }

  private void refuseBetweenTicks() {
    if (exact) {
      throw new BetweenTicksException();
    }
  }

  private Object shown(long micros) {
    long second = Math.floorDiv(micros, MICROS_PER_SECOND);
    int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    try {
      return dtype.duration()
          ? Duration.ofSeconds(second, nanos)
          : LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return micros + " microseconds";
    }
  }

  private UnfitValueException unfit(Object value, ArithmeticException reason) {
    return reason instanceof BetweenTicksException
        ? EncodeErrors.betweenTicks(value, dtype)
        : EncodeErrors.timeOutOfRange(value, dtype);
  }

  /** Has no message: the caller, who knows the value, makes it. */
  private static final class BetweenTicksException extends ArithmeticException {
    private static final long serialVersionUID = 1L;
  }
}
