package io.memmap.spark.internal.vector;

import io.memmap.array.TimeDType;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;

/**
 * Times and durations in microseconds, as Spark's timestamps and day-time intervals count them.
 * What is finer is floored, as NumPy's {@code astype('M8[us]')} does.
 */
final class MicrosVector extends TimeVector {
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

  /** NaT, which Spark passes over, is as good as any number. */
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

  /** Ticks of several units that overflow as units may still be few microseconds. */
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
  StridedVector at(long newAddress) {
    StridedVector vector = new MicrosVector(dataType(), stride, dtype, label);
    vector.moveTo(newAddress);
    return vector;
  }
}
