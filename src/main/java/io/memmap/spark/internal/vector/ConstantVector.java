package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** The same value in every row, or null in every row. */
public final class ConstantVector extends StridedVector {
  private final Object value;

  /**
   * Repeats a value.
   *
   * @param value a {@link String}, {@link Integer}, {@link Long} or {@link Double} that fits the
   *     type, or null
   */
  public ConstantVector(DataType type, Object value) {
    super(type, 0);
    this.value = value instanceof String text ? UTF8String.fromString(text) : value;
  }

  @Override
  public boolean hasNull() {
    return value == null;
  }

  /** Spark only compares the number with 0. */
  @Override
  public int numNulls() {
    return value == null ? Integer.MAX_VALUE : 0;
  }

  @Override
  public boolean isNullAt(int row) {
    return value == null;
  }

  @Override
  public int getInt(int row) {
    return (Integer) value;
  }

  @Override
  public long getLong(int row) {
    return (Long) value;
  }

  @Override
  public double getDouble(int row) {
    return (Double) value;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return (UTF8String) value;
  }

  @Override
  StridedVector copy() {
    return this;
  }
}
