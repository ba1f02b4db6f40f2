package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A vector whose value {@code i} lies at {@code address + i * stride}. It has no nulls, unless a
 * subclass says otherwise. Subclasses implement the getter of their type and those of the wider
 * types that a schema may ask for; all other getters fail here.
 */
public abstract class StridedVector extends ColumnVector {
  final long stride;
  long address;

  StridedVector(DataType type, long stride) {
    super(type);
    this.stride = stride;
  }

  /** Points the vector at the value of row 0 of a batch. The address is not checked. */
  public void moveTo(long newAddress) {
    address = newAddress;
  }

  /** Points the vector at a later row, which becomes row 0. */
  public void skip(int rows) {
    moveTo(address + rows * stride);
  }

  /**
   * Passes on where the first {@code count} values lie, in order and in as few runs as possible.
   */
  public final void runs(int count, RunConsumer consumer) {
    runs(0, count, consumer);
  }

  /** Passes on where {@code count} values from this row on lie, as {@link #runs} does. */
  public void runs(int row, int count, RunConsumer consumer) {
    consumer.accept(address + row * stride, stride, count);
  }

  /** A vector of the same values, which stays where it is when this one is moved. */
  public final StridedVector inPlace() {
    return at(address);
  }

  /** A vector over values of the same kind at another address: one row of an array column. */
  final StridedVector at(long newAddress) {
    StridedVector vector = copy();
    vector.moveTo(newAddress);
    return vector;
  }

  /** A vector of the same class and fields, which is moved on its own. */
  abstract StridedVector copy();

  @Override
  public boolean hasNull() {
    return false;
  }

  @Override
  public int numNulls() {
    return 0;
  }

  @Override
  public boolean isNullAt(int row) {
    return false;
  }

  /** Does nothing: the window owns the memory. */
  @Override
  public final void close() {}

  /** Does nothing: Spark calls it after each batch, and the vector serves the next batch too. */
  @Override
  public final void closeIfFreeable() {}

  @Override
  public boolean getBoolean(int row) {
    throw refused("boolean");
  }

  @Override
  public byte getByte(int row) {
    throw refused("byte");
  }

  @Override
  public short getShort(int row) {
    throw refused("short");
  }

  @Override
  public int getInt(int row) {
    throw refused("int");
  }

  @Override
  public long getLong(int row) {
    throw refused("long");
  }

  @Override
  public float getFloat(int row) {
    throw refused("float");
  }

  @Override
  public double getDouble(int row) {
    throw refused("double");
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    throw refused("decimal");
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw refused("array");
  }

  @Override
  public final ColumnarMap getMap(int row) {
    throw refused("map");
  }

  @Override
  public UTF8String getUTF8String(int row) {
    throw refused("string");
  }

  @Override
  public byte[] getBinary(int row) {
    throw refused("binary");
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw refused("struct");
  }

  private UnsupportedOperationException refused(String asked) {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + " of " + dataType().simpleString() + " has no " + asked);
  }
}
