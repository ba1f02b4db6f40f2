package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scalars of every dtype in either byte order, with any stride. */
class ScalarVectorTest {
  private static final List<DataType> INTEGERS =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  static Stream<StoredValues> all() {
    return RandomArrays.scalars().stream().map(StoredValues::extremes);
  }

  static Stream<StoredValues> integers() {
    return all()
        .filter(values -> "iu".indexOf(values.dtype().kind().code()) >= 0)
        .filter(values -> values.dtype().kind() != ScalarKind.UINT64);
  }

  static Stream<StoredValues> floats() {
    return all().filter(values -> values.dtype().kind().code() == 'f');
  }

  static Stream<StoredValues> bools() {
    return all().filter(values -> values.dtype().kind() == ScalarKind.BOOL);
  }

  /** The JIT compiler inlines a getter into a loop only while the loop has seen two classes. */
  @Test
  void allNumbersThatAreReadAsOneTypeHaveTheSameClass() {
    Map<DataType, Set<Class<?>>> classes =
        all()
            .collect(
                Collectors.groupingBy(
                    StoredValues::type,
                    Collectors.mapping(
                        values -> values.vector(values.type(), 8).getClass(), Collectors.toSet())));
    assertThat(classes).hasSize(8);
    assertThat(classes.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integersKeepTheirValueInEveryWiderType(StoredValues values) {
    for (int stride : strides(values)) {
      try (NativeBytes memory = values.inMemory(stride)) {
        for (DataType type : INTEGERS.subList(INTEGERS.indexOf(values.type()), INTEGERS.size())) {
          StridedVector vector = values.vector(type, stride);
          vector.moveTo(memory.address());
          for (int i = 0; i < values.count(); i++) {
            assertThat(integer(vector, type, i)).isEqualTo(values.integer(i).longValueExact());
          }
        }
      }
    }
  }

  private static long integer(StridedVector vector, DataType type, int row) {
    if (type.equals(DataTypes.ByteType)) {
      return vector.getByte(row);
    } else if (type.equals(DataTypes.ShortType)) {
      return vector.getShort(row);
    }
    return type.equals(DataTypes.IntegerType) ? vector.getInt(row) : vector.getLong(row);
  }

  @ParameterizedTest
  @MethodSource("floats")
  void floatsKeepEveryBit(StoredValues values) {
    for (int stride : strides(values)) {
      try (NativeBytes memory = values.inMemory(stride)) {
        StridedVector vector = values.vector(values.type(), stride);
        vector.moveTo(memory.address());
        for (int i = 0; i < values.count(); i++) {
          assertThat(Double.doubleToRawLongBits(vector.getDouble(i)))
              .isEqualTo(Double.doubleToRawLongBits(values.asDouble(i)));
          if (values.type().equals(DataTypes.FloatType)) {
            assertThat(Float.floatToRawIntBits(vector.getFloat(i)))
                .isEqualTo(Float.floatToRawIntBits(values.asFloat(i)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bools")
  void anyByteButZeroIsTrue(StoredValues values) {
    for (int stride : strides(values)) {
      try (NativeBytes memory = values.inMemory(stride)) {
        StridedVector vector = values.vector(DataTypes.BooleanType, stride);
        vector.moveTo(memory.address());
        for (int i = 0; i < values.count(); i++) {
          boolean expected = values.bits(i) != 0;
          assertThat(vector.getBoolean(i)).isEqualTo(expected);
          assertThat(vector.getByte(i)).isEqualTo((byte) (expected ? 1 : 0));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void stridesMayBeNegative(StoredValues values) {
    int stride = values.dtype().itemsize() + 1;
    try (NativeBytes memory = values.inMemory(stride)) {
      StridedVector forwards = values.vector(values.type(), stride);
      forwards.moveTo(memory.address());
      StridedVector backwards = values.vector(values.type(), -stride);
      int last = values.count() - 1;
      backwards.moveTo(memory.address() + (long) last * stride);
      for (int i = 0; i <= last; i++) {
        assertThat(value(backwards, i)).isEqualTo(value(forwards, last - i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aVectorMovesFromBatchToBatch(StoredValues values) {
    int stride = values.dtype().itemsize();
    try (NativeBytes memory = values.inMemory(stride)) {
      StridedVector whole = values.vector(values.type(), stride);
      whole.moveTo(memory.address());
      StridedVector moved = values.vector(values.type(), stride);
      for (int first = 0; first < values.count(); first++) {
        moved.moveTo(memory.address() + (long) first * stride);
        assertThat(value(moved, 0)).isEqualTo(value(whole, first));
        assertThat(value(moved.at(memory.address()), first)).isEqualTo(value(whole, first));
      }
    }
  }

  /** Spark closes a vector after each batch and reads the next batch from the same vector. */
  @ParameterizedTest
  @MethodSource("all")
  void aClosedVectorStillReads(StoredValues values) {
    int stride = values.dtype().itemsize();
    try (NativeBytes memory = values.inMemory(stride)) {
      StridedVector vector = values.vector(values.type(), stride);
      vector.moveTo(memory.address());
      Object before = value(vector, 1);
      vector.closeIfFreeable();
      assertThat(value(vector, 1)).isEqualTo(before);
      vector.close();
      vector.close();
      assertThat(value(vector, 1)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void noValueIsNull(StoredValues values) {
    StridedVector vector = values.vector(values.type(), 8);
    assertThat(vector.hasNull()).isFalse();
    assertThat(vector.numNulls()).isZero();
    assertThat(vector.isNullAt(0)).isFalse();
    assertThat(vector.dataType()).isEqualTo(values.type());
  }

  /** The value that the getter of the vector's type returns, as bits. */
  private static Object value(StridedVector vector, int row) {
    DataType type = vector.dataType();
    if (type.equals(DataTypes.BooleanType)) {
      return vector.getBoolean(row);
    } else if (type.equals(DataTypes.FloatType)) {
      return Float.floatToRawIntBits(vector.getFloat(row));
    } else if (type.equals(DataTypes.DoubleType)) {
      return Double.doubleToRawLongBits(vector.getDouble(row));
    }
    return INTEGERS.contains(type)
        ? (Object) integer(vector, type, row)
        : vector.getDecimal(row, 20, 0);
  }

  private static int[] strides(StoredValues values) {
    int itemsize = values.dtype().itemsize();
    return new int[] {itemsize, itemsize + 1, 3 * itemsize, 4096 + itemsize};
  }
}
