package io.memmap.spark.internal.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;

/** uint64 in either byte order as decimal(20,0), or as bigint when all values fit one. */
final class UInt64Vector extends StridedVector {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private final boolean swapped;
  private final String label;

  /**
   * @param label names column and file in the error of a value that does not fit bigint
   */
  UInt64Vector(DataType type, long stride, boolean swapped, String label) {
    super(type, stride);
    this.swapped = swapped;
    this.label = label;
  }

  @Override
  public long getLong(int row) {
    long value = bits(row);
    if (value < 0) {
      throw VectorErrors.doesNotFitBigint(label, unsigned(value));
    }
    return value;
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    long value = bits(row);
    BigDecimal exact = value >= 0 ? BigDecimal.valueOf(value) : new BigDecimal(unsigned(value));
    return Decimal.apply(exact, precision, scale);
  }

  private long bits(int row) {
    long stored = Platform.getLong(null, address + row * stride);
    return swapped ? Long.reverseBytes(stored) : stored;
  }

  private static BigInteger unsigned(long value) {
    return BigInteger.valueOf(value).add(TWO_TO_64);
  }

  @Override
  StridedVector copy() {
    return new UInt64Vector(dataType(), stride, swapped, label);
  }
}
