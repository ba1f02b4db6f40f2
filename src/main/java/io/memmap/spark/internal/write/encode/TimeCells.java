package io.memmap.spark.internal.write.encode;

import io.memmap.array.TimeDType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Chooses the encoder of a time. Called once per task. Integers are numbers of ticks. */
final class TimeCells {
  private TimeCells() {}

  /**
   * The encoder for a type and a dtype.
   *
   * @param exact whether times between two ticks are refused; else they are rounded down, as NumPy
   *     does
   */
  static CellEncoder of(DataType type, TimeDType dtype, boolean exact) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    TickScale scale = new TickScale(dtype, exact);
    if (type instanceof DateType) {
      return (source, i, target, at) -> bytes.putLong(target, at, scale.fromDays(source.getInt(i)));
    } else if (type instanceof YearMonthIntervalType) {
      return (source, i, target, at) ->
          bytes.putLong(target, at, scale.fromMonths(source.getInt(i)));
    } else if (type instanceof LongType) {
      return (source, i, target, at) ->
          bytes.putLong(target, at, scale.fromTicks(source.getLong(i)));
    } else if (type instanceof IntegerType) {
      return (source, i, target, at) -> bytes.putLong(target, at, source.getInt(i));
    } else if (type instanceof ShortType) {
      return (source, i, target, at) -> bytes.putLong(target, at, source.getShort(i));
    } else if (type instanceof ByteType) {
      return (source, i, target, at) -> bytes.putLong(target, at, source.getByte(i));
    }
    return (source, i, target, at) ->
        bytes.putLong(target, at, scale.fromMicros(source.getLong(i)));
  }
}
