package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.RandomArrays;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bulk getters, by which Spark copies array columns. */
class BulkGetterTest {
  static Stream<StoredValues> all() {
    return RandomArrays.scalars().stream().map(StoredValues::extremes);
  }

  @ParameterizedTest
  @MethodSource("all")
  void contiguousValuesEqualThoseReadOneByOne(StoredValues values) {
    assertSameAsOneByOne(values, values.dtype().itemsize());
  }

  @ParameterizedTest
  @MethodSource("all")
  void stridedValuesEqualThoseReadOneByOne(StoredValues values) {
    assertSameAsOneByOne(values, values.dtype().itemsize() + 3);
    assertSameAsOneByOne(values, 2 * values.dtype().itemsize());
  }

  private static void assertSameAsOneByOne(StoredValues values, int stride) {
    try (NativeBytes memory = values.inMemory(stride)) {
      StridedVector vector = values.vector(values.type(), stride);
      vector.moveTo(memory.address());
      for (int first = 0; first < values.count(); first++) {
        for (int count = 0; first + count <= values.count(); count++) {
          assertSlice(vector, first, count);
        }
      }
    }
  }

  private static void assertSlice(StridedVector vector, int first, int count) {
    DataType type = vector.dataType();
    if (type.equals(DataTypes.BooleanType)) {
      boolean[] found = vector.getBooleans(first, count);
      assertThat(found).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(found[i]).isEqualTo(vector.getBoolean(first + i));
      }
    } else if (type.equals(DataTypes.FloatType)) {
      assertFloats(vector, first, vector.getFloats(first, count), count);
    } else if (type.equals(DataTypes.DoubleType)) {
      assertDoubles(vector, first, vector.getDoubles(first, count), count);
    } else if (type.equals(DataTypes.LongType)) {
      assertLongs(vector, first, vector.getLongs(first, count), count);
    } else if (!type.equals(DataTypes.createDecimalType(20, 0))) {
      assertSmallIntegers(vector, first, count);
    }
  }

  private static void assertFloats(StridedVector vector, int first, float[] found, int count) {
    assertThat(found).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(Float.floatToRawIntBits(found[i]))
          .isEqualTo(Float.floatToRawIntBits(vector.getFloat(first + i)));
    }
  }

  private static void assertDoubles(StridedVector vector, int first, double[] found, int count) {
    assertThat(found).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(Double.doubleToRawLongBits(found[i]))
          .isEqualTo(Double.doubleToRawLongBits(vector.getDouble(first + i)));
    }
  }

  private static void assertLongs(StridedVector vector, int first, long[] found, int count) {
    assertThat(found).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(found[i]).isEqualTo(vector.getLong(first + i));
    }
  }

  /** As every wider integer type too, which a schema may ask for. */
  private static void assertSmallIntegers(StridedVector vector, int first, int count) {
    boolean bytes = vector.dataType().equals(DataTypes.ByteType);
    boolean shorts = bytes || vector.dataType().equals(DataTypes.ShortType);
    byte[] asBytes = bytes ? vector.getBytes(first, count) : new byte[count];
    short[] asShorts = shorts ? vector.getShorts(first, count) : new short[count];
    int[] asInts = vector.getInts(first, count);
    assertThat(asBytes).hasSize(count);
    assertThat(asShorts).hasSize(count);
    assertThat(asInts).hasSize(count);
    assertLongs(vector, first, vector.getLongs(first, count), count);
    for (int i = 0; i < count; i++) {
      assertThat(asInts[i]).isEqualTo(vector.getInt(first + i));
      assertThat(asShorts[i]).isEqualTo(shorts ? vector.getShort(first + i) : 0);
      assertThat(asBytes[i]).isEqualTo(bytes ? vector.getByte(first + i) : 0);
    }
  }
}
