package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.window.KeptMemory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors that Spark reads row by row, or takes as a vector of Arrow. */
class ArrowVectorTest {
  private static final String LABEL = "column x of file f.dat";

  private final KeptMemory memory = new KeptMemory("f.dat");

  @AfterEach
  void closeMemory() {
    memory.close();
  }

  static Stream<StoredValues> numbers() {
    return RandomArrays.scalars().stream()
        .filter(dtype -> dtype.kind() != ScalarKind.BOOL && dtype.kind() != ScalarKind.UINT64)
        .map(StoredValues::extremes);
  }

  private static List<DataType> types(StoredValues values) {
    return switch (values.dtype().kind()) {
      case FLOAT16, FLOAT32 -> List.of(DataTypes.FloatType, DataTypes.DoubleType);
      case INT8 -> List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.LongType);
      default -> List.of(values.type());
    };
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersAreTheSameInRowsAndInArrow(StoredValues values) {
    int itemsize = values.dtype().itemsize();
    for (int stride : List.of(itemsize, itemsize + 3)) {
      for (DataType type : types(values)) {
        ArrayView view =
            array(values.dtype(), values.count()).laidOut(0, stride); // with gaps if it is longer
        assertThat(ArrowVectors.fit(view, type)).isTrue();
        try (NativeBytes bytes = values.inMemory(stride)) {
          assertSame(view, type, bytes);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, rows of {1}")
  @CsvSource({
    "=i4,3",
    "=i4,2x3",
    "=i8,2x2x2",
    "=i1,5",
    "=f4,1",
    "=f8,4",
    "=u2,4",
    ">i2,3",
    "=f2,2x3"
  })
  void rowsAreListsInArrow(String dtype, String row) {
    long[] lengths =
        LongStream.concat(
                LongStream.of(7), Arrays.stream(row.split("x")).mapToLong(Long::parseLong))
            .toArray();
    ArrayView view = array(DTypes.parse(dtype), lengths);
    int count = (int) view.shape().elements();
    StoredValues values =
        new StoredValues((ScalarDType) view.dtype(), LongStream.range(1, count + 1).toArray());
    DataType type = values.type();
    for (int axis = 1; axis < view.rank(); axis++) {
      type = DataTypes.createArrayType(type, false);
    }
    assertThat(ArrowVectors.fit(view, type)).isTrue();
    try (NativeBytes bytes = values.inMemory(values.dtype().itemsize())) {
      assertSame(view, type, bytes);
    }
  }

  private static ArrayView array(DType dtype, long... lengths) {
    return new ArraySpec(dtype, Shape.of(lengths), Order.C, 0).view();
  }

  /** The vector and what Spark reads out of Arrow's have the values of the usual vector. */
  private void assertSame(ArrayView view, DataType type, NativeBytes bytes) {
    int rows = (int) view.shape().length(0);
    StridedVector moved = Vectors.of(view, type, LABEL);
    moved.moveTo(bytes.address());
    List<Object> expected = values(moved, rows);
    ColumnVector kept = ArrowVectors.of(moved, view, rows, memory);
    moved.moveTo(0);
    ColumnVector inArrow = new ArrowColumnVector(arrow(kept));
    assertThat(kept.dataType()).isEqualTo(type);
    assertThat(values(kept, rows)).isEqualTo(expected).hasSize((int) view.shape().elements());
    assertThat(values(inArrow, rows)).isEqualTo(expected);
    assertThat(inArrow.hasNull()).isFalse();
    kept.closeIfFreeable();
    kept.close();
    assertThat(values(kept, rows)).isEqualTo(expected);
  }

  private static FieldVector arrow(ColumnVector vector) {
    return (FieldVector) ((ArrowColumnVector) vector).getValueVector();
  }

  /** All numbers, floating-point ones as their bits. */
  private static List<Object> values(ColumnVector vector, int rows) {
    return IntStream.range(0, rows)
        .boxed()
        .flatMap(row -> flat(value(vector, row), vector.dataType()))
        .toList();
  }

  private static Object value(ColumnVector vector, int row) {
    DataType type = vector.dataType();
    if (type instanceof ArrayType) {
      return vector.getArray(row);
    } else if (type.equals(DataTypes.ByteType)) {
      return vector.getByte(row);
    } else if (type.equals(DataTypes.ShortType)) {
      return vector.getShort(row);
    } else if (type.equals(DataTypes.IntegerType)) {
      return vector.getInt(row);
    } else if (type.equals(DataTypes.LongType)) {
      return vector.getLong(row);
    }
    return type.equals(DataTypes.FloatType) ? vector.getFloat(row) : vector.getDouble(row);
  }

  private static Stream<Object> flat(Object value, DataType type) {
    if (type instanceof ArrayType array) {
      return Arrays.stream(((ArrayData) value).toObjectArray(array.elementType()))
          .flatMap(element -> flat(element, array.elementType()));
    } else if (value instanceof Float number) {
      return Stream.of(Float.floatToRawIntBits(number));
    } else if (value instanceof Double number) {
      return Stream.of(Double.doubleToRawLongBits(number));
    }
    return Stream.of(value);
  }

  @Test
  void arrowGetsTheMemoryOfNumbersInItsOwnForm() {
    ArrayView view = array(DTypes.parse("=f4"), 6);
    try (NativeBytes bytes = new NativeBytes(new byte[24])) {
      StridedVector moved = Vectors.of(view, DataTypes.FloatType, LABEL);
      moved.moveTo(bytes.address() + 8);
      ColumnVector kept = ArrowVectors.of(moved, view, 3, memory);
      ArrowBuf data = arrow(kept).getDataBuffer();
      assertThat(data.memoryAddress()).isEqualTo(bytes.address() + 8);
      assertThat(data.capacity()).isEqualTo(12);
      assertThat(arrow(kept)).isSameAs(arrow(kept));
      arrow(kept).close();
    }
  }

  @Test
  void bulkGettersReadTheSame() {
    for (StoredValues values : numbers().toList()) {
      ArrayView view = array(values.dtype(), values.count());
      try (NativeBytes bytes = values.inMemory(values.dtype().itemsize())) {
        StridedVector moved = Vectors.of(view, values.type(), LABEL);
        moved.moveTo(bytes.address());
        ColumnVector kept = ArrowVectors.of(moved, view, values.count(), memory);
        assertThat(block(kept)).isEqualTo(block(moved));
      }
    }
  }

  private static Object block(ColumnVector vector) {
    DataType type = vector.dataType();
    if (type.equals(DataTypes.ByteType)) {
      return vector.getBytes(1, 4);
    } else if (type.equals(DataTypes.ShortType)) {
      return vector.getShorts(1, 4);
    } else if (type.equals(DataTypes.IntegerType)) {
      return vector.getInts(1, 4);
    } else if (type.equals(DataTypes.LongType)) {
      return vector.getLongs(1, 4);
    }
    return type.equals(DataTypes.FloatType) ? vector.getFloats(1, 4) : vector.getDoubles(1, 4);
  }

  @Test
  void indicesAreComputedForArrow() {
    RowIndexVector moved = new RowIndexVector(100, -3);
    moved.moveTo(5);
    ColumnVector kept = ArrowVectors.of(moved, 5_000, memory);
    moved.moveTo(0);
    ColumnVector inArrow = new ArrowColumnVector(arrow(kept));
    for (int row : new int[] {0, 1, 4_095, 4_096, 4_999}) {
      assertThat(kept.getLong(row)).isEqualTo(100 - 3 * (5 + row));
      assertThat(inArrow.getLong(row)).isEqualTo(kept.getLong(row));
    }
  }

  @ParameterizedTest(name = "{0} read as {1}")
  @CsvSource({
    "?,boolean",
    "=u8,'decimal(20,0)'",
    "S4,string",
    "V4,binary",
    "=c8,'struct<a:float>'"
  })
  void otherValuesDoNotFit(String dtype, String type) {
    assertThat(ArrowVectors.fit(array(DTypes.parse(dtype), 5), DataType.fromDDL(type))).isFalse();
  }

  @Test
  void rowsWithGapsOrWithoutElementsDoNotFit() {
    DataType rows = DataTypes.createArrayType(DataTypes.IntegerType, false);
    ArrayView view = array(DTypes.parse("=i4"), 5, 4);
    assertThat(ArrowVectors.fit(view, rows)).isTrue();
    assertThat(ArrowVectors.fit(view.slice(1, 0, 3), rows)).isFalse();
    assertThat(ArrowVectors.fit(array(DTypes.parse("=i4"), 5, 0), rows)).isFalse();
    ArraySpec turned = new ArraySpec(DTypes.parse("=i4"), Shape.of(5, 4), Order.F, 0);
    assertThat(ArrowVectors.fit(turned.view(), rows)).isFalse();
  }

  @Test
  void singleElementsDoNotFitIfTheirStrideIsThatOfOrderF() {
    DataType rows = DataTypes.createArrayType(DataTypes.ShortType, false);
    ArraySpec column = new ArraySpec(DTypes.parse("|u1"), Shape.of(5, 1), Order.F, 0);
    assertThat(column.view().isContiguous()).isTrue();
    assertThat(ArrowVectors.fit(column.view(), rows)).isFalse();
    ArraySpec several = new ArraySpec(DTypes.parse("|u1"), Shape.of(5, 4), Order.F, 0);
    assertThat(ArrowVectors.fit(several.view().slice(1, 2, 3), rows)).isFalse();
    assertThat(ArrowVectors.fit(column.view().slice(0, 2, 3), rows)).isFalse();
    assertThat(ArrowVectors.fit(array(DTypes.parse("|u1"), 5, 1), rows)).isTrue();
  }

  @Test
  void noVectorOfArrowIsMadeAfterTheTask() {
    ArrayView view = array(DTypes.parse("=f4"), 1);
    StridedVector moved = Vectors.of(view, DataTypes.FloatType, LABEL);
    ColumnVector kept = ArrowVectors.of(moved, view, 1, memory);
    memory.close();
    assertThatThrownBy(() -> arrow(kept))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the task has ended");
  }
}
