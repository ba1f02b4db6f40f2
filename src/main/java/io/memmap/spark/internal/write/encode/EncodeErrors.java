package io.memmap.spark.internal.write.encode;

import io.memmap.array.DType;
import io.memmap.array.RecordShape;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.TimeDType;
import java.math.BigDecimal;
import java.util.Collections;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Errors of values that can't become elements. Each says what was found and what to do. */
public final class EncodeErrors {
  /** Digits of Spark's longest decimal. */
  private static final int MOST_DIGITS = 38;

  private EncodeErrors() {}

  static UnfitValueException nullValue() {
    return new UnfitValueException("null has no place in an array; give option nullValue");
  }

  public static UnfitValueException nullArray() {
    return new UnfitValueException(
        "a null array has no place in an array; give option nullValue, which is stored as each of"
            + " its elements, or drop the row");
  }

  /** The text of option {@code nullValue} is not a number. */
  static IllegalArgumentException nullValueIsNoNumber(DType dtype, NumberFormatException reason) {
    return new IllegalArgumentException(
        "is not a number, which dtype " + dtype + " needs; give one", reason);
  }

  /** No array that is not null has come, from which the lengths could be taken. */
  static UnfitValueException unknownLengths(int axes) {
    return new UnfitValueException(
        "the first array is null, so that the length of the arrays is not known; give option shape,"
            + " such as %s for arrays of 3 elements",
        RecordShape.of(Shape.INFERRED, Collections.nCopies(axes, 3L)));
  }

  /** An array whose length on {@code axis} of the record differs from that of the other arrays. */
  static UnfitValueException ragged(int found, int expected, int axis) {
    return new UnfitValueException(
        "ragged: an array of %d elements among arrays of %d on axis %d; all rows must have equal"
            + " lengths",
        found, expected, axis + 1);
  }

  static UnfitValueException outOfRange(Object value, ScalarKind kind) {
    return number(value, "is out of range for", kind);
  }

  static UnfitValueException notExact(Object value, ScalarKind kind) {
    return number(value, "is not exact as", kind);
  }

  static UnfitValueException notInteger(Object value, ScalarKind kind) {
    return number(value, "is not an integer, as needed for", kind);
  }

  private static UnfitValueException number(Object value, String verb, ScalarKind kind) {
    return new UnfitValueException(
        "%s %s %s; give another dtype, or casting=unsafe",
        inFewDigits(value), verb, kind.typeName());
  }

  /** A double may have hundreds of digits as a decimal. */
  private static Object inFewDigits(Object value) {
    return value instanceof BigDecimal number && number.precision() > MOST_DIGITS
        ? number.doubleValue()
        : value;
  }

  /**
   * Adds where the dtype comes from. Spark hands the metadata of a column that was read from an
   * array to other rows as well, by a union, a saved table or a schema that is used again.
   */
  static UnfitValueException carriedDType(UnfitValueException error, CellPlan cell) {
    return new UnfitValueException(
        "%s; dtype %s is that of the array which the column was read from: give option dtype to"
            + " write another one%s",
        error.getMessage(), cell.dtype(), example(cell.type()));
  }

  /** Names the dtype that holds every value of a type, where there is one. */
  private static String example(DataType type) {
    String dtype = "";
    if (type instanceof FloatType) {
      dtype = "float32";
    } else if (type instanceof DoubleType) {
      dtype = "float64";
    } else if (type instanceof LongType) {
      dtype = "int64";
    } else if (type instanceof IntegerType) {
      dtype = "int32";
    } else if (type instanceof ShortType) {
      dtype = "int16";
    }
    return dtype.isEmpty() ? "" : ", such as " + dtype;
  }

  static UnfitValueException bytesDoNotFit(int found, DType dtype, boolean padded) {
    return new UnfitValueException(
        "a value of %d bytes does not fit %s; give a dtype of that length, or casting=unsafe to cut"
            + " values%s",
        found, dtype, padded ? "" : " and fill them up with NULs");
  }

  static UnfitValueException bytesEndWithNul(int found, DType dtype) {
    return new UnfitValueException(
        "a value of %d bytes ends with NUL, which %s can't tell from its padding; write it as V%d,"
            + " or give casting=unsafe",
        found, dtype, dtype.itemsize());
  }

  static UnfitValueException notUtf8() {
    return new UnfitValueException(
        "a string that is not UTF-8 has no code points; cast it to binary and write it as S");
  }

  static UnfitValueException textDoesNotFit(int characters, DType dtype) {
    return new UnfitValueException(
        "a string of %d characters does not fit %s; give a longer dtype, or casting=unsafe to cut"
            + " values",
        characters, dtype);
  }

  static UnfitValueException textEndsWithNul(DType dtype) {
    return new UnfitValueException(
        "a string ends with U+0000, which %s can't tell from its padding; give casting=unsafe to"
            + " drop it",
        dtype);
  }

  static UnfitValueException betweenTicks(Object time, TimeDType dtype) {
    return new UnfitValueException(
        "%s lies between two ticks of %s; give a finer unit, or casting=unsafe", time, dtype);
  }

  static UnfitValueException timeOutOfRange(Object time, TimeDType dtype) {
    return new UnfitValueException("%s is out of range for %s; give a coarser unit", time, dtype);
  }

  static UnfitValueException ticksOfNaT(long ticks, TimeDType dtype) {
    return new UnfitValueException(
        "%d is NaT in %s; write null, or give casting=unsafe", ticks, dtype);
  }

  static UnfitValueException nullRowIndex() {
    return new UnfitValueException("the row index is null");
  }

  static UnfitValueException negativeRowIndex(long index) {
    return new UnfitValueException("the row index %d is negative", index);
  }

  static UnfitValueException nullCellIndex(int axis) {
    return new UnfitValueException("the index i%d is null", axis);
  }

  static UnfitValueException cellIndexOutside(long index, int axis, long length) {
    return new UnfitValueException(
        "the index i%d=%d is outside of axis %d, whose length is %d", axis, index, axis, length);
  }

  /** A statement sets a column that says which record a row is. */
  public static UnfitValueException changedIndex(long from, long to) {
    return new UnfitValueException(
        "an index can't be set, from %d to %d; it says where in the array the value is, so set the"
            + " value at the other index instead",
        from, to);
  }
}
