package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are joined from parts equal the same rows in one piece. */
class WideVectorsTest {
  private static final int ROWS = 3;

  static Stream<ScalarDType> dtypes() {
    return RandomArrays.scalars().stream();
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void joinedPartsAreTheWholeRow(ScalarDType dtype) {
    StoredValues values = new StoredValues(dtype, patterns(ROWS * 7));
    DataType type = DataTypes.createArrayType(values.type(), false);
    ArrayView whole = new ArraySpec(dtype, Shape.of(ROWS, 7), Order.C, 0).view();
    try (NativeBytes memory = values.inMemory(dtype.itemsize())) {
      StridedVector expected = at(memory, whole, type);
      for (int perPart = 1; perPart <= 7; perPart++) {
        List<ColumnVector> parts = new ArrayList<>();
        for (int from = 0; from < 7; from += perPart) {
          parts.add(at(memory, whole.slice(1, from, Math.min(7, from + perPart)), type));
        }
        ColumnVector joined =
            new JoinedVector(type, parts.toArray(ColumnVector[]::new), perPart, 7);
        for (int row = 0; row < ROWS; row++) {
          assertSame(joined.getArray(row), expected.getArray(row), values.type());
        }
      }
    }
  }

  @Test
  void stackedColumnsAreRowsOfArrays() {
    ScalarDType dtype = (ScalarDType) DTypes.parse("=i4");
    StoredValues values = new StoredValues(dtype, patterns(ROWS * 4 * 5));
    DataType inner = DataTypes.createArrayType(DataTypes.IntegerType, false);
    DataType type = DataTypes.createArrayType(inner, false);
    ArrayView whole = new ArraySpec(dtype, Shape.of(ROWS, 4, 5), Order.C, 0).view();
    try (NativeBytes memory = values.inMemory(4)) {
      StridedVector expected = at(memory, whole, type);
      ColumnVector[] columns = new ColumnVector[4];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = at(memory, whole.at(1, i), inner);
      }
      ColumnVector stacked = new StackedVector(type, columns);
      for (int row = 0; row < ROWS; row++) {
        assertThat(stacked.getArray(row).numElements()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
          assertThat(stacked.getArray(row).getArray(i).toIntArray())
              .isEqualTo(expected.getArray(row).getArray(i).toIntArray());
        }
      }
    }
  }

  @Test
  void joinedPartsMayBeArraysOfArrays() {
    ScalarDType dtype = (ScalarDType) DTypes.parse("=i4");
    StoredValues values = new StoredValues(dtype, patterns(ROWS * 5 * 2));
    DataType type =
        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.IntegerType, false), false);
    ArrayView whole = new ArraySpec(dtype, Shape.of(ROWS, 5, 2), Order.C, 0).view();
    try (NativeBytes memory = values.inMemory(4)) {
      StridedVector expected = at(memory, whole, type);
      ColumnVector[] parts = {
        at(memory, whole.slice(1, 0, 3), type), at(memory, whole.slice(1, 3, 5), type)
      };
      ColumnVector joined = new JoinedVector(type, parts, 3, 5);
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < 5; i++) {
          assertThat(joined.getArray(row).getArray(i).toIntArray())
              .isEqualTo(expected.getArray(row).getArray(i).toIntArray());
        }
      }
    }
  }

  @Test
  void gettersOfScalarsFailForJoinedRows() {
    DataType type = DataTypes.createArrayType(DataTypes.IntegerType, false);
    assertThatThrownBy(() -> new JoinedVector(type, new ColumnVector[0], 1, 0).getInt(0))
        .hasMessage("JoinedVector of array<int> has no int");
    assertThatThrownBy(() -> new StackedVector(type, new ColumnVector[0]).getInt(0))
        .hasMessage("StackedVector of array<int> has no int");
  }

  @Test
  void joinedRowsAreNotElementsOfOtherVectors() {
    DataType type = DataTypes.createArrayType(DataTypes.IntegerType, false);
    assertThatThrownBy(() -> new JoinedVector(type, new ColumnVector[0], 1, 0).at(0))
        .hasMessage("JoinedVector is not an element of another vector");
  }

  private static StridedVector at(NativeBytes memory, ArrayView view, DataType type) {
    StridedVector vector = Vectors.of(view, type, "column value of file f.dat");
    vector.moveTo(memory.address() + view.offset());
    return vector;
  }

  private static void assertSame(ColumnarArray found, ColumnarArray expected, DataType type) {
    assertThat(found.numElements()).isEqualTo(expected.numElements());
    assertThat(found.copy().toObjectArray(type)).isEqualTo(expected.copy().toObjectArray(type));
  }

  /** Different bits everywhere, small enough that no kind reads a NaN. */
  private static long[] patterns(int count) {
    long[] bits = new long[count];
    Arrays.setAll(bits, i -> i % 3 == 0 ? 0 : 0x0101_0101_0101_0101L * (i % 100));
    return bits;
  }
}
