package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;

/** The sum of uint64, as one or more values of decimal(20,0), which Spark adds as decimal(30,0). */
public final class UnsignedSum extends Reduction {
  private static final int PRECISION = 20;
  public static final BigInteger LARGEST = BigInteger.TEN.pow(PRECISION).subtract(BigInteger.ONE);

  private final int itemsize;
  private final LongLoad upperHalf;
  private final LongLoad lowerHalf;
  private BigInteger sum = BigInteger.ZERO;

  UnsignedSum(ScalarDType uint64) {
    this.itemsize = uint64.itemsize();
    this.upperHalf = LongLoad.upperHalf(uint64);
    this.lowerHalf = LongLoad.lowerHalf(uint64);
  }

  /** {@code length} is an int, so a long holds the sum of the halves. */
  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    long upper = LongKernel.of(upperHalf, itemsize, stride).sum(address, stride, length);
    long lower = LongKernel.of(lowerHalf, itemsize, stride).sum(address, stride, length);
    sum = sum.add(BigInteger.valueOf(upper).shiftLeft(32)).add(BigInteger.valueOf(lower));
    while (sum.compareTo(LARGEST) > 0) {
      overflow(decimal(LARGEST));
      sum = sum.subtract(LARGEST);
    }
  }

  @Override
  Object finish() {
    Decimal result = decimal(sum);
    sum = BigInteger.ZERO;
    return result;
  }

  /** A value as a decimal(20,0). */
  public static Decimal decimal(BigInteger value) {
    return Decimal.apply(new BigDecimal(value), PRECISION, 0);
  }
}
