package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import java.math.BigInteger;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;

/** The least or the greatest integer. */
public final class LongExtreme extends Reduction {
  private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

  private final DataType type;
  private final boolean shifted;
  private final boolean least;
  private long found;

  /**
   * @param least whether to find the least integer, else the greatest
   */
  LongExtreme(ScalarDType dtype, DataType type, boolean least) {
    this.type = type;
    this.shifted = dtype.kind() == ScalarKind.UINT64;
    this.least = least;
    this.found = furthest();
  }

  private long furthest() {
    return least ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    LongKernel kernel = loops.longs();
    found =
        least
            ? Math.min(found, kernel.least(address, stride, length))
            : Math.max(found, kernel.greatest(address, stride, length));
  }

  @Override
  Object finish() {
    long result = found;
    found = furthest();
    return boxed(result, type, shifted);
  }

  /**
   * A loaded integer as Spark holds it.
   *
   * @param shifted whether it is a uint64, which is loaded shifted down by 2<sup>63</sup>
   */
  public static Object boxed(long value, DataType type, boolean shifted) {
    if (shifted) {
      return UnsignedSum.decimal(BigInteger.valueOf(value).add(TWO_TO_63));
    } else if (type instanceof ByteType) {
      return (byte) value;
    } else if (type instanceof ShortType) {
      return (short) value;
    }
    return type instanceof IntegerType ? (Object) (int) value : value;
  }
}
