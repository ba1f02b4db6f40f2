package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Structs and complex numbers, alone, in arrays and in rows of several windows. */
class StructVectorTest {
  private static final String LABEL = "column x of file f.dat";

  /** 24 bytes, of which 1 between the fields and 2 at the end are padding. */
  private static final StructuredDType PARTICLE =
      new StructuredDType(
          List.of(
              new DTypeField("id", new ScalarDType(ScalarKind.INT32, Endian.BIG), 0),
              new DTypeField("name", new BytesDType(3), 4),
              new DTypeField(
                  "place",
                  new SubArrayDType(
                      new ScalarDType(ScalarKind.INT16, Endian.LITTLE), Shape.of(2, 1)),
                  8),
              new DTypeField(
                  "inner",
                  StructuredDType.packed(
                      List.of("seen", "flag"),
                      List.of(
                          new TimeDType(false, TickUnit.DAY, 1, Endian.LITTLE),
                          new ScalarDType(ScalarKind.BOOL, Endian.LITTLE))),
                  12)),
          24);

  private static final StructType TYPE =
      (StructType)
          DataType.fromDDL(
              "struct<id: int not null, name: binary not null, place: array<array<smallint>>,"
                  + " inner: struct<seen: date, flag: boolean not null>>");

  @ParameterizedTest
  @EnumSource
  void complexNumbersAreStructsOfTwoParts(Endian endian) {
    ByteOrder order = endian == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer content = ByteBuffer.allocate(8 * 9).order(order);
    for (int i = 0; i < 8; i++) {
      content.putFloat(i * 9 + 1, i).putFloat(i * 9 + 5, -i - 0.5f);
    }
    try (NativeBytes memory = new NativeBytes(content.array())) {
      ArrayView view =
          new ArraySpec(new ComplexDType(ScalarKind.FLOAT32, endian), Shape.of(4, 2), Order.C, 0)
              .view();
      DataType complex = DataType.fromDDL("struct<real: float, imag: float>");
      StridedVector alone = Vectors.of(view.at(1, 1).laidOut(0, 18), complex, LABEL);
      StridedVector pairs =
          Vectors.of(view.laidOut(0, 18, 9), DataTypes.createArrayType(complex, false), LABEL);
      alone.moveTo(memory.address() + 1 + 9);
      pairs.moveTo(memory.address() + 1);
      for (int row = 0; row < 4; row++) {
        int second = 2 * row + 1;
        assertThat(alone.getStruct(row).getFloat(0)).isEqualTo(second);
        assertThat(alone.getStruct(row).getFloat(1)).isEqualTo(-second - 0.5f);
        assertThat(pairs.getArray(row).getStruct(1, 2).getFloat(1)).isEqualTo(-second - 0.5f);
        assertThat(pairs.getArray(row).getStruct(0, 2).getFloat(0)).isEqualTo(2 * row);
      }
    }
  }

  @Test
  void everyFieldIsReadAtItsOffset() {
    try (NativeBytes memory = particles(6, 24)) {
      StridedVector vector = vector(new long[] {6}, new long[] {24}, TYPE);
      vector.moveTo(memory.address());
      for (int i = 0; i < 6; i++) {
        assertParticle(vector.getStruct(i), i);
        assertParticle(vector.at(memory.address() + 24L * i).getStruct(0), i);
        assertCopy(vector.getStruct(i).copy(), i);
      }
    }
  }

  @Test
  void arraysOfStructsHaveAnyStride() {
    for (int width : new int[] {24, 29}) {
      for (int rowGap : new int[] {0, 5}) {
        int rowBytes = 3 * width + rowGap;
        byte[] content = new byte[2 * rowBytes];
        for (int row = 0; row < 2; row++) {
          for (int i = 0; i < 3; i++) {
            particle(ByteBuffer.wrap(content, row * rowBytes + i * width, 24), 3 * row + i);
          }
        }
        try (NativeBytes memory = new NativeBytes(content)) {
          StridedVector vector =
              vector(new long[] {2, 3}, new long[] {rowBytes, width}, arrayOf(TYPE));
          vector.moveTo(memory.address());
          for (int n = 0; n < 6; n++) {
            assertParticle(vector.getArray(n / 3).getStruct(n % 3, 4), n);
          }
          assertCopy(vector.getArray(1).copy().getStruct(2, 4), 5);
        }
      }
    }
  }

  @Test
  void rowsOfSeveralWindowsHoldStructs() {
    try (NativeBytes memory = particles(10, 24)) {
      DataType type = arrayOf(TYPE);
      StridedVector left = vector(new long[] {2, 3}, new long[] {120, 24}, type);
      StridedVector right = vector(new long[] {2, 2}, new long[] {120, 24}, type);
      left.moveTo(memory.address());
      right.moveTo(memory.address() + 72);
      ColumnVector joined = new JoinedVector(type, new ColumnVector[] {left, right}, 3, 5);
      for (int n = 0; n < 10; n++) {
        ColumnarArray row = joined.getArray(n / 5);
        assertThat(row.numElements()).isEqualTo(5);
        assertParticle(row.getStruct(n % 5, 4), n);
        assertCopy(row.copy().getStruct(n % 5, 4), n);
      }
    }
  }

  @Test
  void cellsOfStructsAreStructs() {
    try (NativeBytes memory = particles(6, 24)) {
      ArrayView block = new ArraySpec(PARTICLE, Shape.of(2, 3), Order.F, 0).view();
      CellsVector cells = CellsVector.over(block, TYPE, LABEL);
      for (int first = 0; first < 6; first++) {
        cells.moveTo(first, memory.address());
        for (int n = first; n < 6; n++) {
          assertParticle(cells.getStruct(n - first), n / 3 + n % 3 * 2);
        }
      }
    }
  }

  private static void assertParticle(ColumnarRow row, int i) {
    assertThat(row.getInt(0)).isEqualTo(1000 + i);
    assertThat(row.getBinary(1)).isEqualTo(new byte[] {(byte) ('a' + i), 'b'});
    assertThat(row.getArray(2).numElements()).isEqualTo(2);
    assertThat(row.getArray(2).getArray(0).getShort(0)).isEqualTo((short) i);
    assertThat(row.getArray(2).getArray(1).getShort(0)).isEqualTo((short) -i);
    assertThat(row.getStruct(3, 2).isNullAt(0)).isEqualTo(i % 2 == 1);
    if (i % 2 == 0) {
      assertThat(row.getStruct(3, 2).getInt(0)).isEqualTo(i);
    }
    assertThat(row.getStruct(3, 2).getBoolean(1)).isEqualTo(i % 3 == 0);
  }

  /** A copy outlives the memory. */
  private static void assertCopy(InternalRow row, int i) {
    assertThat(row.getInt(0)).isEqualTo(1000 + i);
    assertThat(row.getBinary(1)).isEqualTo(new byte[] {(byte) ('a' + i), 'b'});
    assertThat(row.getArray(2).getArray(1).getShort(0)).isEqualTo((short) -i);
    assertThat(row.getStruct(3, 2).isNullAt(0)).isEqualTo(i % 2 == 1);
  }

  private static NativeBytes particles(int count, int width) {
    byte[] content = new byte[count * width];
    for (int i = 0; i < count; i++) {
      particle(ByteBuffer.wrap(content, i * width, 24), i);
    }
    return new NativeBytes(content);
  }

  private static void particle(ByteBuffer target, int i) {
    ByteBuffer at = target.slice();
    at.putInt(0, 1000 + i).put(4, (byte) ('a' + i)).put(5, (byte) 'b');
    at.order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) i).putShort(10, (short) -i);
    at.putLong(12, i % 2 == 1 ? TimeDType.NAT : i).put(20, (byte) (i % 3 == 0 ? 1 : 0));
  }

  private static DataType arrayOf(DataType type) {
    return DataTypes.createArrayType(type, false);
  }

  private static StridedVector vector(long[] lengths, long[] strides, DataType type) {
    DType dtype = PARTICLE;
    ArrayView view = new ArraySpec(dtype, Shape.of(lengths), Order.C, 0).view();
    return Vectors.of(view.laidOut(0, strides), type, LABEL);
  }
}
