package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * A column of integers that are indices.
 *
 * @param bytes of one integer: 1, 2, 4 or 8
 */
public record IndexColumn(int ordinal, int bytes) implements Serializable {

  /** Whether values of a type are indices: {@code tinyint} to {@code bigint}. */
  public static boolean isIndex(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /**
   * The column at an ordinal.
   *
   * @param type for which {@link #isIndex} holds
   */
  public static IndexColumn of(int ordinal, DataType type) {
    return new IndexColumn(ordinal, type.defaultSize());
  }

  /** The index in a row, where it must not be null. */
  long index(InternalRow row) {
    return switch (bytes) {
      case Byte.BYTES -> row.getByte(ordinal);
      case Short.BYTES -> row.getShort(ordinal);
      case Integer.BYTES -> row.getInt(ordinal);
      default -> row.getLong(ordinal);
    };
  }
}
