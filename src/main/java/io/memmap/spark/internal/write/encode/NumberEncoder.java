package io.memmap.spark.internal.write.encode;

import io.memmap.array.HalfFloat;
import io.memmap.array.ScalarKind;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Stores numbers of any kind as numbers of one kind.
 *
 * <ul>
 *   <li>Checked: an integer must be in range. A fraction can't become an integer. A number that
 *       becomes a float must not overflow; fractions may be rounded, integers may not.
 *   <li>Checked and exact: fractions may not be rounded either.
 *   <li>Unchecked: C's conversions apply, as in NumPy.
 * </ul>
 */
final class NumberEncoder {
  private static final BigDecimal UINT64_MAX = new BigDecimal("18446744073709551615");
  private static final double TWO_TO_63 = 0x1p63;

  private final ScalarKind kind;
  private final ElementBytes bytes;
  private final boolean checked;
  private final boolean exact;
  private final long least;
  private final long most;

  NumberEncoder(ScalarKind kind, ElementBytes bytes, boolean checked) {
    this(kind, bytes, checked, false);
  }

  /**
   * An encoder for one kind.
   *
   * @param exact whether a number that is checked may not even be rounded
   */
  NumberEncoder(ScalarKind kind, ElementBytes bytes, boolean checked, boolean exact) {
    this.kind = kind;
    this.bytes = bytes;
    this.checked = checked;
    this.exact = exact;
    int bits = 8 * kind.itemsize();
    boolean signed = kind.code() == 'i';
    this.least = signed ? -1L << (bits - 1) : 0;
    this.most =
        switch (kind.code()) {
          case 'b' -> 1;
          case 'i' -> ~least;
          default -> bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1;
        };
  }

  void encode(long value, byte[] target, int at) {
    if (kind.code() == 'f') {
      if (checked && !survivesAsFloat(value)) {
        throw EncodeErrors.notExact(value, kind);
      }
      store((double) value, target, at);
      return;
    }
    if (checked && (value < least || value > most)) {
      throw EncodeErrors.outOfRange(value, kind);
    }
    boolean bool = kind == ScalarKind.BOOL;
    bytes.putInteger(target, at, bool && value != 0 ? 1 : value, kind.itemsize());
  }

  private boolean survivesAsFloat(long value) {
    return switch (kind) {
      case FLOAT16 -> (long) HalfFloat.toFloat(HalfFloat.toHalf((double) value)) == value;
      case FLOAT32 -> value != Long.MAX_VALUE && (long) (float) value == value;
      default -> value != Long.MAX_VALUE && (long) (double) value == value;
    };
  }

  void encodeHalf(float value, byte[] target, int at) {
    if (checked && overflows(value)) {
      throw EncodeErrors.outOfRange(value, kind);
    }
    short half = HalfFloat.toHalf(value);
    if (exact && checked && HalfFloat.toFloat(half) != value && !Float.isNaN(value)) {
      throw EncodeErrors.notExact(value, kind);
    }
    bytes.putShort(target, at, half);
  }

  void encode(double value, byte[] target, int at) {
    if (kind.code() == 'f') {
      if (checked && overflows(value)) {
        throw EncodeErrors.outOfRange(value, kind);
      }
      if (exact && checked && rounds(value)) {
        throw EncodeErrors.notExact(value, kind);
      }
      store(value, target, at);
      return;
    }
    if (!checked) {
      bytes.putInteger(target, at, truncated(value), kind.itemsize());
      return;
    }
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw EncodeErrors.notInteger(value, kind);
    }
    if (Math.abs(value) < TWO_TO_63) {
      encode((long) value, target, at);
    } else {
      encode(new BigDecimal(value), target, at);
    }
  }

  private boolean rounds(double value) {
    double stored =
        switch (kind) {
          case FLOAT16 -> HalfFloat.toFloat(HalfFloat.toHalf(value));
          case FLOAT32 -> (float) value;
          default -> value;
        };
    return stored != value && !Double.isNaN(value);
  }

  private boolean overflows(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return false;
    }
    return switch (kind) {
      case FLOAT16 -> Float.isInfinite(HalfFloat.toFloat(HalfFloat.toHalf(value)));
      case FLOAT32 -> Float.isInfinite((float) value);
      default -> false;
    };
  }

  private long truncated(double value) {
    if (kind == ScalarKind.BOOL) {
      return value != 0 ? 1 : 0;
    }
    return value >= TWO_TO_63 && kind == ScalarKind.UINT64
        ? (long) (value - TWO_TO_63) ^ Long.MIN_VALUE
        : (long) value;
  }

  void encode(BigDecimal value, byte[] target, int at) {
    if (kind.code() == 'f') {
      encode(value.doubleValue(), target, at);
      return;
    }
    BigInteger whole = value.toBigInteger();
    if (checked && new BigDecimal(whole).compareTo(value) != 0) {
      throw EncodeErrors.notInteger(value, kind);
    }
    boolean high = kind == ScalarKind.UINT64 && value.signum() >= 0;
    boolean fits = high ? value.compareTo(UINT64_MAX) <= 0 : whole.bitLength() < Long.SIZE;
    if (checked && !fits) {
      throw EncodeErrors.outOfRange(value, kind);
    }
    if (high) {
      bytes.putLong(target, at, whole.longValue());
    } else {
      encode(whole.longValue(), target, at);
    }
  }

  private void store(double value, byte[] target, int at) {
    switch (kind) {
      case FLOAT16 -> bytes.putShort(target, at, HalfFloat.toHalf(value));
      case FLOAT32 -> bytes.putInt(target, at, Float.floatToRawIntBits((float) value));
      default -> bytes.putLong(target, at, Double.doubleToRawLongBits(value));
    }
  }
}
