package io.memmap.array;

/**
 * NumPy's {@code U}: text in UTF-32. All trailing U+0000 are padding, not part of the value.
 *
 * @param length code points of one element, padding included
 */
public record UnicodeDType(int length, Endian endian) implements DType {

  /** Bytes of one code point. */
  public static final int POINT_BYTES = 4;

  /** Whether a code point is a Unicode scalar value: surrogates are not. */
  public static boolean isCharacter(int point) {
    return Character.isValidCodePoint(point)
        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  @Override
  public int itemsize() {
    return Math.multiplyExact(POINT_BYTES, length);
  }

  @Override
  public String descr() {
    return "" + endian.prefix() + 'U' + length;
  }

  @Override
  public String toString() {
    return descr();
  }
}
