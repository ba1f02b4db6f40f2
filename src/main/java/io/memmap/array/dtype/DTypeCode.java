package io.memmap.array.dtype;

import io.memmap.array.BytesDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import java.util.function.Function;

/**
 * Parses dtype strings by the rules of {@code np.dtype(str)}: codes, names, times, or several of
 * them.
 */
final class DTypeCode {
  /** Digits of 2**31-1, the most bytes that NumPy gives one element. */
  private static final int MOST_DIGITS = 10;

  private DTypeCode() {}

  /**
   * @param align whether a comma string's fields are laid out as in C
   */
  static DType parse(String text, boolean align) {
    return CommaString.isOne(text) ? CommaString.parse(text, align) : single(text);
  }

  private static DType single(String text) {
    boolean prefixed = !text.isEmpty() && "<>=|".indexOf(text.charAt(0)) >= 0;
    Endian endian = prefixed ? endian(text.charAt(0)) : Endian.NATIVE;
    String bare = prefixed ? text.substring(1) : text;
    if (TimeCode.isOne(bare)) {
      return TimeCode.parse(bare, endian, text);
    }
    // The deprecated letter may stand alone only without a prefix.
    DType coded = prefixed && bare.equals("a") ? null : coded(bare, endian);
    DType dtype = coded != null ? coded : DTypeNames.NAMES.get(text);
    if (dtype == null) {
      throw DTypeNames.notUnderstood(text);
    }
    return dtype;
  }

  private static Endian endian(char prefix) {
    return switch (prefix) {
      case '<' -> Endian.LITTLE;
      case '>' -> Endian.BIG;
      default -> Endian.NATIVE;
    };
  }

  /**
   * The dtype of a letter and an optional count, such as {@code f4} or {@code S}; null if the text
   * names none.
   */
  private static DType coded(String bare, Endian endian) {
    if (bare.length() < 2) {
      return known(bare, endian);
    }
    int count = count(bare);
    if (count < 0) {
      return null;
    }
    return switch (bare.charAt(0)) {
      case 'S', 'a' -> new BytesDType(count);
      case 'V' -> new VoidDType(count);
      case 'U' ->
          count > Integer.MAX_VALUE / UnicodeDType.POINT_BYTES
              ? null
              : new UnicodeDType(count, endian);
      default -> known(bare.charAt(0) + Integer.toString(count), endian);
    };
  }

  private static DType known(String code, Endian endian) {
    Function<Endian, DType> dtype = DTypeNames.CODES.get(code);
    return dtype == null ? null : dtype.apply(endian);
  }

  /** The number after the first letter, or -1 if something else is there or it is too big. */
  private static int count(String bare) {
    int first = 1;
    while (first < bare.length() - 1 && bare.charAt(first) == '0') {
      first++;
    }
    if (bare.length() - first > MOST_DIGITS) {
      return -1;
    }
    long count = 0;
    for (int i = first; i < bare.length(); i++) {
      char digit = bare.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      count = 10 * count + digit - '0';
    }
    return count > Integer.MAX_VALUE ? -1 : (int) count;
  }
}
