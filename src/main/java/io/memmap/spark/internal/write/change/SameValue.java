package io.memmap.spark.internal.write.change;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * Tells whether Spark has changed a value. All NaNs are the same, because Spark does not keep their
 * bits; 0.0 and -0.0 are different.
 */
@FunctionalInterface
interface SameValue {

  /** Whether the value at {@code ordinal} equals the value at {@code place} of the other row. */
  boolean holds(SpecializedGetters one, int ordinal, SpecializedGetters other, int place);

  /** Compares values of a type without parts. Two nulls are the same. */
  static SameValue of(DataType type) {
    SameValue values = ofValues(type);
    return (one, i, other, j) ->
        one.isNullAt(i) ? other.isNullAt(j) : !other.isNullAt(j) && values.holds(one, i, other, j);
  }

  private static SameValue ofValues(DataType type) {
    if (type instanceof BooleanType) {
      return (one, i, other, j) -> one.getBoolean(i) == other.getBoolean(j);
    } else if (type instanceof ByteType) {
      return (one, i, other, j) -> one.getByte(i) == other.getByte(j);
    } else if (type instanceof ShortType) {
      return (one, i, other, j) -> one.getShort(i) == other.getShort(j);
    } else if (type instanceof IntegerType
        || type instanceof DateType
        || type instanceof YearMonthIntervalType) {
      return (one, i, other, j) -> one.getInt(i) == other.getInt(j);
    } else if (type instanceof FloatType) {
      return (one, i, other, j) ->
          Float.floatToIntBits(one.getFloat(i)) == Float.floatToIntBits(other.getFloat(j));
    } else if (type instanceof DoubleType) {
      return (one, i, other, j) ->
          Double.doubleToLongBits(one.getDouble(i)) == Double.doubleToLongBits(other.getDouble(j));
    } else if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (one, i, other, j) ->
          one.getDecimal(i, precision, scale).equals(other.getDecimal(j, precision, scale));
    } else if (type instanceof StringType) {
      return (one, i, other, j) -> one.getUTF8String(i).equals(other.getUTF8String(j));
    } else if (type instanceof BinaryType) {
      return (one, i, other, j) -> Arrays.equals(one.getBinary(i), other.getBinary(j));
    }
    return (one, i, other, j) -> one.getLong(i) == other.getLong(j);
  }
}
