package io.memmap.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.SQLUserDefinedType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** The stored form of MLlib's vectors, without MLlib. */
@SQLUserDefinedType(udt = StandInVector.Type.class)
final class StandInVector {
  private final byte type;
  private final int size;
  private final int[] indices;
  private final double[] values;

  private StandInVector(int type, int size, int[] indices, double[] values) {
    this.type = (byte) type;
    this.size = size;
    this.indices = indices;
    this.values = values;
  }

  static StandInVector dense(double... values) {
    return new StandInVector(1, values.length, null, values);
  }

  static StandInVector sparse(int size, int[] indices, double... values) {
    return new StandInVector(0, size, indices, values);
  }

  /** Has the fields that {@code ml.linalg.VectorUDT} has. */
  public static final class Type extends UserDefinedType<StandInVector> {
    private static final long serialVersionUID = 1L;

    @Override
    public DataType sqlType() {
      return new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType, true)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), true)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);
    }

    @Override
    public InternalRow serialize(StandInVector vector) {
      boolean dense = vector.type == 1;
      return new GenericInternalRow(
          new Object[] {
            vector.type,
            dense ? null : vector.size,
            dense ? null : UnsafeArrayData.fromPrimitiveArray(vector.indices),
            UnsafeArrayData.fromPrimitiveArray(vector.values)
          });
    }

    @Override
    public StandInVector deserialize(Object stored) {
      throw new UnsupportedOperationException("only written");
    }

    @Override
    public Class<StandInVector> userClass() {
      return StandInVector.class;
    }
  }
}
