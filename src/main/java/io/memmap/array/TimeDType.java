package io.memmap.array;

/**
 * NumPy's {@code M8} and {@code m8}: a 64-bit count of ticks, each {@code multiple} units long.
 * {@link #NAT} is the missing value. Source: NumPy's "Datetimes and timedeltas".
 *
 * @param duration true for timedelta64, false for datetime64, which counts from 1970-01-01
 * @param multiple units per tick, 1 or more; 1 for {@link TickUnit#GENERIC}
 */
public record TimeDType(boolean duration, TickUnit unit, int multiple, Endian endian)
    implements DType {

  /** Not a time: the smallest 64-bit number. */
  public static final long NAT = Long.MIN_VALUE;

  @Override
  public int itemsize() {
    return Long.BYTES;
  }

  @Override
  public String descr() {
    return endian.prefix() + (duration ? "m8" : "M8") + brackets();
  }

  private String brackets() {
    if (unit == TickUnit.GENERIC) {
      return "";
    }
    return "[" + (multiple == 1 ? "" : multiple) + unit.code() + "]";
  }

  @Override
  public String toString() {
    return endian.isSwapped() ? descr() : (duration ? "timedelta64" : "datetime64") + brackets();
  }
}
