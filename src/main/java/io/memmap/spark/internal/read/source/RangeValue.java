package io.memmap.spark.internal.read.source;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a column says about a range of rows. The words are those of {@code np.ndarray} and {@code
 * os.stat}, whose arguments and results they are.
 */
public enum RangeValue {
  DTYPE("dtype"),
  SHAPE("shape"),
  /** Bytes from an index of each axis to the next. */
  STRIDES("strides"),
  /** Position of the lowest byte in the file. */
  START("start"),
  /** From the lowest byte to the end of the highest element. */
  BYTES("bytes"),
  /** Bytes from the lowest one to the first element. */
  OFFSET("offset"),
  /** Index of the first row in the whole array. */
  ROW("row"),
  /** Difference between the indices of two rows. */
  STEP("step"),
  ROWS("rows"),
  FILE_BYTES("st_size"),
  FILE_TIME("st_mtime_ns");

  private final String column;

  RangeValue(String column) {
    this.column = column;
  }

  /** The column's name. */
  public String column() {
    return column;
  }

  public DataType type() {
    return switch (this) {
      case DTYPE -> DataTypes.StringType;
      case SHAPE, STRIDES -> DataTypes.createArrayType(DataTypes.LongType, false);
      default -> DataTypes.LongType;
    };
  }
}
