package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as arrays, over memory in which every int is its own index. */
class ArrayVectorTest {
  private static final int INTS = 1 << 16;
  private static final DType INT32 = DTypes.parse("=i4");

  private static NativeBytes memory;

  @BeforeAll
  static void fillMemory() {
    ByteBuffer buffer = ByteBuffer.allocate(INTS * 4).order(ByteOrder.nativeOrder());
    for (int i = 0; i < INTS; i++) {
      buffer.putInt(i);
    }
    memory = new NativeBytes(buffer.array());
  }

  @AfterAll
  static void freeMemory() {
    memory.close();
  }

  @Test
  void anyElementOfAnyArrayIsFoundByItsIndices() {
    RandomArrays arrays = new RandomArrays(3);
    for (int n = 0; n < 300; n++) {
      ArraySpec random = arrays.next(2 + arrays.below(3), 5);
      assertElements(
          new ArraySpec(INT32, random.shape(), random.order(), 4L * arrays.below(50)).view());
    }
  }

  @ParameterizedTest(name = "strides {0}, {1}, {2}")
  @CsvSource({
    "48,12,4",
    "60,12,4",
    "-48,12,4",
    "48,-12,4",
    "48,12,-4",
    "-48,-12,-4",
    "4,40,160",
    "-4,40,160",
    "100,12,8",
    "36,12,8",
    "52,20,12",
    "4,4,4"
  })
  void rowsHaveStridesOfAnySignAndSize(long rows, long middle, long inner) {
    assertElements(
        new ArraySpec(INT32, Shape.of(9, 4, 3), Order.C, 0)
            .view()
            .laidOut(4L * 2_000, rows, middle, inner));
  }

  @Test
  void strideNeedNotBeAMultipleOfTheItemsize() {
    // shorts of the same memory: a row every 14 bytes, and every second short of it
    ArrayView view = new ArraySpec(DTypes.parse("=i2"), Shape.of(6, 3), Order.C, 0).view();
    StridedVector vector = vector(view.laidOut(0, 14, 4), DataTypes.ShortType);
    vector.moveTo(memory.address());
    assertThat(vector.getArray(2).toShortArray()).containsExactly((short) 7, (short) 8, (short) 9);
    assertThat(vector.getArray(0).toShortArray()).containsExactly((short) 0, (short) 1, (short) 2);
  }

  @Test
  void rowsMayBeEmpty() {
    for (Order order : Order.values()) {
      StridedVector vector =
          vector(new ArraySpec(INT32, Shape.of(4, 0), order, 0).view(), DataTypes.IntegerType);
      vector.moveTo(memory.address());
      assertThat(vector.getArray(3).numElements()).isZero();
    }
  }

  @Test
  void movingTheVectorMovesItsRows() {
    ArrayView view = new ArraySpec(INT32, Shape.of(4, 2, 3), Order.C, 0).view();
    StridedVector vector = vector(view, DataTypes.IntegerType);
    for (int first : new int[] {0, 100, 6, 0}) {
      vector.moveTo(memory.address() + 4L * first);
      assertThat(vector.getArray(1).getArray(0).toIntArray())
          .containsExactly(first + 6, first + 7, first + 8);
      assertThat(vector.getArray(2).getArray(1).toIntArray())
          .containsExactly(first + 15, first + 16, first + 17);
    }
  }

  @Test
  void aClosedVectorStillReads() {
    ArrayView view = new ArraySpec(INT32, Shape.of(4, 3), Order.C, 0).view();
    StridedVector vector = vector(view, DataTypes.IntegerType);
    vector.moveTo(memory.address());
    vector.closeIfFreeable();
    vector.close();
    assertThat(vector.getArray(1).toIntArray()).containsExactly(3, 4, 5);
  }

  @Test
  void aCopiedRowStaysWhenTheVectorMoves() {
    ArrayView view = new ArraySpec(INT32, Shape.of(4, 3), Order.F, 0).view();
    StridedVector vector = vector(view, DataTypes.IntegerType);
    vector.moveTo(memory.address());
    var copy = vector.getArray(1).copy();
    vector.moveTo(memory.address() + 400);
    assertThat(copy.toIntArray()).containsExactly(1, 5, 9);
  }

  private static void assertElements(ArrayView view) {
    StridedVector vector = vector(view, DataTypes.IntegerType);
    vector.moveTo(memory.address() + view.offset());
    for (long[] index : RandomArrays.indices(view.shape())) {
      assertThat(element(vector, index))
          .as("%s at %s", view, Arrays.toString(index))
          .isEqualTo((int) (RandomArrays.position(view, index) / 4));
    }
  }

  private static int element(StridedVector vector, long[] index) {
    ColumnarArray array = vector.getArray((int) index[0]);
    for (int axis = 1; axis < index.length - 1; axis++) {
      array = array.getArray((int) index[axis]);
    }
    return array.getInt((int) index[index.length - 1]);
  }

  private static StridedVector vector(ArrayView view, DataType scalar) {
    DataType type = scalar;
    for (int axis = 1; axis < view.rank(); axis++) {
      type = DataTypes.createArrayType(type, false);
    }
    return Vectors.of(view, type, "column value of file f.dat");
  }
}
