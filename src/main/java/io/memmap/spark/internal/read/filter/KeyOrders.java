package io.memmap.spark.internal.read.filter;

import io.memmap.array.ScalarKind;
import io.memmap.array.SortedDouble;
import io.memmap.array.TimeDType;
import io.memmap.spark.internal.read.filter.ColumnKeys.KeyOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** How the values of each kind of column compare with literals, and the casts that are exact. */
final class KeyOrders {
  private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);
  private static final int DIGITS_OF_UINT64 = 20;

  private KeyOrders() {}

  /** The order of a number or bool that is read as a type; empty if values may not fit it. */
  static Optional<KeyOrder> of(ScalarKind kind, DataType type) {
    if (type instanceof BooleanType) {
      return Optional.of((key, literal) -> Boolean.compare(key != 0, (Boolean) literal));
    } else if (kind == ScalarKind.BOOL) {
      return Optional.of(new OfIntegers(key -> key == 0 ? 0 : 1, type));
    } else if (kind == ScalarKind.UINT64) {
      return type instanceof DecimalType ? Optional.of(new OfUint64()) : Optional.empty();
    }
    return Optional.of(kind.code() == 'f' ? new OfDoubles(type) : new OfIntegers(key -> key, type));
  }

  /** The order of times that are read as a type. */
  static Optional<KeyOrder> of(TimeDType dtype, DataType type) {
    if (type instanceof LongType) {
      return Optional.of(new OfIntegers(key -> key, type));
    }
    TickValues values = TickValues.of(dtype, type);
    return Optional.of((key, literal) -> values.of(key).compareTo(whole(literal)));
  }

  private static BigInteger whole(Object literal) {
    return BigInteger.valueOf(((Number) literal).longValue());
  }

  private static BigDecimal decimal(Object literal) {
    return ((Decimal) literal).toJavaBigDecimal();
  }

  private static int ofDoubles(double value, Object literal) {
    double other = ((Number) literal).doubleValue();
    return Long.compare(SortedDouble.key(value), SortedDouble.key(other));
  }

  /** Values that are read as one of Spark's integer types. */
  private record OfIntegers(LongUnaryOperator value, DataType type) implements KeyOrder {
    @Override
    public int compare(long key, Object literal) {
      return Long.compare(value.applyAsLong(key), ((Number) literal).longValue());
    }

    @Override
    public Optional<KeyOrder> castTo(DataType other) {
      int digits = digits(type);
      if (digits(other) >= digits) {
        return Optional.of(new OfIntegers(value, other));
      } else if (other instanceof DoubleType) {
        return Optional.of((key, literal) -> ofDoubles((double) value.applyAsLong(key), literal));
      } else if (other instanceof FloatType) {
        return Optional.of((key, literal) -> ofDoubles((float) value.applyAsLong(key), literal));
      }
      LongFunction<BigDecimal> exact = key -> BigDecimal.valueOf(value.applyAsLong(key));
      return ofDecimals(exact, digits, other);
    }
  }

  /** uint64 as decimal(20,0). */
  private static final class OfUint64 implements KeyOrder {
    private static BigDecimal value(long key) {
      return new BigDecimal(BigInteger.valueOf(key).add(TWO_TO_63));
    }

    @Override
    public int compare(long key, Object literal) {
      return value(key).compareTo(decimal(literal));
    }

    @Override
    public Optional<KeyOrder> castTo(DataType other) {
      return other instanceof DoubleType
          ? Optional.of((key, literal) -> ofDoubles(value(key).doubleValue(), literal))
          : ofDecimals(OfUint64::value, DIGITS_OF_UINT64, other);
    }
  }

  /** Floating-point numbers, which are widened exactly. */
  private record OfDoubles(DataType type) implements KeyOrder {
    @Override
    public int compare(long key, Object literal) {
      return Long.compare(key, SortedDouble.key(((Number) literal).doubleValue()));
    }

    @Override
    public Optional<KeyOrder> castTo(DataType other) {
      boolean wider = type instanceof FloatType && other instanceof DoubleType;
      return wider || type.equals(other) ? Optional.of(new OfDoubles(other)) : Optional.empty();
    }
  }

  /** Whole numbers of up to so many digits as decimals, if these have room for them. */
  private static Optional<KeyOrder> ofDecimals(
      LongFunction<BigDecimal> value, int digits, DataType type) {
    return type instanceof DecimalType decimal && decimal.precision() - decimal.scale() >= digits
        ? Optional.of((key, literal) -> value.apply(key).compareTo(decimal(literal)))
        : Optional.empty();
  }

  /** Digits of Spark's integer types ({@code DecimalType.forType}); 0 for other types. */
  private static int digits(DataType type) {
    if (type instanceof ByteType) {
      return 3;
    } else if (type instanceof ShortType) {
      return 5;
    } else if (type instanceof IntegerType) {
      return 10;
    }
    return type.equals(DataTypes.LongType) ? DIGITS_OF_UINT64 : 0;
  }
}
