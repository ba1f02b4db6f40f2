package io.memmap.spark.internal.vector;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.unsafe.types.UTF8String;

/** A vector whose values are looked up in other vectors or rows. */
abstract class LookedUpVector extends UncopiedVector {
  private final boolean nullable;

  LookedUpVector(DataType type, boolean nullable) {
    super(type);
    this.nullable = nullable;
  }

  /** The vector or row that holds value {@code i}. */
  abstract SpecializedGetters holder(int i);

  /** The ordinal of value {@code i} in its holder. */
  abstract int place(int i);

  /** Whether there may be a null. */
  @Override
  public boolean hasNull() {
    return nullable;
  }

  @Override
  public int numNulls() {
    return nullable ? 1 : 0;
  }

  @Override
  public boolean isNullAt(int i) {
    return nullable && holder(i).isNullAt(place(i));
  }

  @Override
  public boolean getBoolean(int i) {
    return holder(i).getBoolean(place(i));
  }

  @Override
  public byte getByte(int i) {
    return holder(i).getByte(place(i));
  }

  @Override
  public short getShort(int i) {
    return holder(i).getShort(place(i));
  }

  @Override
  public int getInt(int i) {
    return holder(i).getInt(place(i));
  }

  @Override
  public long getLong(int i) {
    return holder(i).getLong(place(i));
  }

  @Override
  public float getFloat(int i) {
    return holder(i).getFloat(place(i));
  }

  @Override
  public double getDouble(int i) {
    return holder(i).getDouble(place(i));
  }

  @Override
  public Decimal getDecimal(int i, int precision, int scale) {
    return holder(i).getDecimal(place(i), precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int i) {
    return holder(i).getUTF8String(place(i));
  }

  @Override
  public byte[] getBinary(int i) {
    return holder(i).getBinary(place(i));
  }

  @Override
  public ColumnarArray getArray(int i) {
    return (ColumnarArray) holder(i).getArray(place(i));
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return new Member(this, (StructType) dataType(), ordinal);
  }

  /** One field of structs that are looked up. */
  private static final class Member extends LookedUpVector {
    private final LookedUpVector structs;
    private final int members;
    private final int ordinal;

    Member(LookedUpVector structs, StructType type, int ordinal) {
      super(type.fields()[ordinal].dataType(), type.fields()[ordinal].nullable());
      this.structs = structs;
      this.members = type.size();
      this.ordinal = ordinal;
    }

    @Override
    SpecializedGetters holder(int i) {
      return structs.holder(i).getStruct(structs.place(i), members);
    }

    @Override
    int place(int i) {
      return ordinal;
    }
  }
}
