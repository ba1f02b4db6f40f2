package io.memmap.array;

import java.util.List;

/**
 * A complex number: the real part, then the imaginary one, both in the dtype's byte order.
 *
 * @param part {@link ScalarKind#FLOAT32} for complex64, {@link ScalarKind#FLOAT64} for complex128
 */
public record ComplexDType(ScalarKind part, Endian endian) implements DType {
  /** Names of the two parts: NumPy's attributes, and the fields of Spark's struct. */
  public static final List<String> PARTS = List.of("real", "imag");

  public ComplexDType {
    if (part != ScalarKind.FLOAT32 && part != ScalarKind.FLOAT64) {
      throw new IllegalArgumentException("no complex number of two " + part.typeName());
    }
  }

  @Override
  public int itemsize() {
    return 2 * part.itemsize();
  }

  /** The dtype of either part. */
  public ScalarDType partDType() {
    return new ScalarDType(part, endian);
  }

  @Override
  public String descr() {
    return "" + endian.prefix() + 'c' + itemsize();
  }

  @Override
  public String toString() {
    return endian.isSwapped() ? descr() : "complex" + 8 * itemsize();
  }
}
