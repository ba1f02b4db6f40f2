package io.memmap.spark.internal.read;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.read.source.Numbers;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** The range that whole numbers are in, as their dtypes tell it. */
record WholeNumbers(BigInteger least, BigInteger most) {

  /** The range of numbers; empty if these are not integers of up to 64 bits in Spark. */
  static Optional<WholeNumbers> of(Numbers numbers) {
    if (of(numbers.type()).isEmpty()) {
      return Optional.empty();
    } else if (numbers instanceof Numbers.Column stored) {
      return Optional.of(ofDType((ScalarDType) stored.column().storedDType()));
    } else if (numbers instanceof Numbers.Constant constant) {
      BigInteger value = BigInteger.valueOf(constant.value().longValue());
      return Optional.of(new WholeNumbers(value, value));
    } else if (numbers instanceof Numbers.Converted converted) {
      return of(converted.numbers());
    }
    Numbers.Computed computed = (Numbers.Computed) numbers;
    WholeNumbers left = of(computed.left()).orElseThrow();
    WholeNumbers right = of(computed.right()).orElseThrow();
    return Optional.of(
        switch (computed.operation()) {
          case PLUS -> new WholeNumbers(left.least.add(right.least), left.most.add(right.most));
          case MINUS ->
              new WholeNumbers(left.least.subtract(right.most), left.most.subtract(right.least));
          case TIMES -> left.times(right);
        });
  }

  private WholeNumbers times(WholeNumbers other) {
    BigInteger a = least.multiply(other.least);
    BigInteger b = least.multiply(other.most);
    BigInteger c = most.multiply(other.least);
    BigInteger d = most.multiply(other.most);
    return new WholeNumbers(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
  }

  private static WholeNumbers ofDType(ScalarDType dtype) {
    boolean signed = dtype.kind().code() == 'i';
    return ofBits(dtype.itemsize() * Byte.SIZE - (signed ? 1 : 0), signed);
  }

  /** The range of a type of Spark; empty if it is not an integer. */
  static Optional<WholeNumbers> of(DataType type) {
    int bits =
        type instanceof ByteType
            ? Byte.SIZE
            : type instanceof ShortType
                ? Short.SIZE
                : type instanceof IntegerType
                    ? Integer.SIZE
                    : type instanceof LongType ? Long.SIZE : 0;
    return bits == 0 ? Optional.empty() : Optional.of(ofBits(bits - 1, true));
  }

  private static WholeNumbers ofBits(int bits, boolean signed) {
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    return new WholeNumbers(signed ? end.negate() : BigInteger.ZERO, end.subtract(BigInteger.ONE));
  }

  /** Whether it holds all numbers of another range. */
  boolean holds(WholeNumbers other) {
    return least.compareTo(other.least) <= 0 && other.most.compareTo(most) <= 0;
  }

  /** Whether a bigint holds every sum of so many of the numbers. */
  boolean canBeAdded(long count) {
    BigInteger largest = least.negate().max(most);
    return largest.multiply(BigInteger.valueOf(count)).bitLength() < Long.SIZE;
  }
}
