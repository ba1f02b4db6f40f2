package io.memmap.spark.internal.vector;

import io.memmap.storage.window.KeptMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * Values in a mapping that is kept, for Spark's loops over rows and for functions of Python. The
 * former call getters, which read as those of other vectors do. For the latter Spark asks for the
 * values as a vector of Arrow, which is made then.
 */
final class ArrowVector extends ArrowColumnVector {
  /** Spark's constructor wants some vector. */
  private static final NullVector NOTHING = new NullVector("values");

  private final StridedVector values;
  private final int rows;
  private final boolean same;
  private final KeptMemory memory;

  /** Null until Spark asks for it. */
  private ValueVector inArrow;

  /**
   * A vector of some rows.
   *
   * @param values numbers, or lists of them, which are not moved
   * @param same whether Arrow has the numbers in the same form; else it gets copies
   */
  ArrowVector(StridedVector values, int rows, boolean same, KeptMemory memory) {
    super(NOTHING);
    this.type = values.dataType();
    this.values = values;
    this.rows = rows;
    this.same = same;
    this.memory = memory;
  }

  @Override
  public ValueVector getValueVector() {
    if (inArrow == null) {
      try {
        inArrow = new ArrowMemory(memory, same).vector(values, rows);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return inArrow;
  }

  /** Does nothing: a task keeps the memory until it ends. */
  @Override
  public void close() {}

  /** Does nothing, as {@link #close}. */
  @Override
  public void closeIfFreeable() {}

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

  @Override
  public byte getByte(int row) {
    return values.getByte(row);
  }

  @Override
  public byte[] getBytes(int row, int count) {
    return values.getBytes(row, count);
  }

  @Override
  public short getShort(int row) {
    return values.getShort(row);
  }

  @Override
  public short[] getShorts(int row, int count) {
    return values.getShorts(row, count);
  }

  @Override
  public int getInt(int row) {
    return values.getInt(row);
  }

  @Override
  public int[] getInts(int row, int count) {
    return values.getInts(row, count);
  }

  @Override
  public long getLong(int row) {
    return values.getLong(row);
  }

  @Override
  public long[] getLongs(int row, int count) {
    return values.getLongs(row, count);
  }

  @Override
  public float getFloat(int row) {
    return values.getFloat(row);
  }

  @Override
  public float[] getFloats(int row, int count) {
    return values.getFloats(row, count);
  }

  @Override
  public double getDouble(int row) {
    return values.getDouble(row);
  }

  @Override
  public double[] getDoubles(int row, int count) {
    return values.getDoubles(row, count);
  }

  @Override
  public ColumnarArray getArray(int row) {
    return values.getArray(row);
  }
}
