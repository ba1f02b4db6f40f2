package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.RandomArrays;
import io.memmap.array.dtype.DTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Elements as rows, and rows as bytes, over memory in which every int is its own index. */
class CellsVectorTest {
  private static final int INTS = 1 << 12;
  private static final DType INT32 = DTypes.parse("=i4");

  @Test
  void cellsAreTheElementsInCOrder() {
    try (NativeBytes memory = counting()) {
      RandomArrays arrays = new RandomArrays(5);
      for (int n = 0; n < 300; n++) {
        ArrayView view = ints(arrays, 1 + arrays.below(4));
        CellsVector cells = CellsVector.over(view, DataTypes.IntegerType, "column x of file f.dat");
        List<long[]> indices = RandomArrays.indices(view.shape());
        int first = indices.isEmpty() ? 0 : arrays.below(indices.size());
        cells.moveTo(first, memory.address() + view.offset());
        for (int i = first; i < indices.size(); i++) {
          int expected = (int) (RandomArrays.position(view, indices.get(i)) / 4);
          assertThat(cells.getInt(i - first)).as("%s cell %d", view, i).isEqualTo(expected);
          assertThat(cells.getLong(i - first)).isEqualTo(expected);
        }
        assertThat(cells.hasNull()).isFalse();
      }
    }
  }

  @Test
  void mergedAxesHoldTheSameElements() {
    RandomArrays arrays = new RandomArrays(6);
    for (int n = 0; n < 500; n++) {
      ArrayView view = ints(arrays, arrays.below(5));
      ArrayView merged = view.merged();
      List<long[]> before = RandomArrays.indices(view.shape());
      List<long[]> after = RandomArrays.indices(merged.shape());
      assertThat(after).as("%s %s", view, merged).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertThat(RandomArrays.position(merged, after.get(i)))
            .as("%s %s", view, merged)
            .isEqualTo(RandomArrays.position(view, before.get(i)));
      }
      if (view.isContiguous()) {
        assertThat(merged.rank()).isEqualTo(1);
      }
    }
  }

  @Test
  void rowsAsBytesAreTheirElementsInCOrder() {
    try (NativeBytes memory = counting()) {
      RandomArrays arrays = new RandomArrays(7);
      for (int n = 0; n < 300; n++) {
        ArrayView view = ints(arrays, 1 + arrays.below(4));
        ArrayView bytes = view.asBytes();
        StridedVector vector =
            Vectors.of(bytes, DataTypes.BinaryType, "column value of file f.dat");
        vector.moveTo(memory.address() + bytes.offset());
        ByteBuffer expected =
            ByteBuffer.allocate((int) (view.shape().elements() * 4)).order(ByteOrder.nativeOrder());
        for (long[] index : RandomArrays.indices(view.shape())) {
          expected.putInt((int) (RandomArrays.position(view, index) / 4));
        }
        ByteBuffer found = ByteBuffer.allocate(expected.capacity());
        for (int row = 0; row < view.shape().length(0); row++) {
          found.put(vector.getBinary(row));
        }
        assertThat(found.array()).as("%s", view).isEqualTo(expected.array());
      }
    }
  }

  @Test
  void axisIndicesFollowTheAxis() {
    AxisIndexVector index = new AxisIndexVector(3, 4, 0, 1);
    for (long first : new long[] {0, 5, 11, 12, 12_000_000_000_003L}) {
      index.moveTo(first);
      for (int row = 0; row < 30; row++) {
        assertThat(index.getLong(row)).isEqualTo((first + row) / 3 % 4);
      }
    }
  }

  private static NativeBytes counting() {
    ByteBuffer buffer = ByteBuffer.allocate(INTS * 4).order(ByteOrder.nativeOrder());
    for (int i = 0; i < INTS; i++) {
      buffer.putInt(i);
    }
    return new NativeBytes(buffer.array());
  }

  private static ArrayView ints(RandomArrays arrays, int rank) {
    ArraySpec random = arrays.next(rank, 5);
    return new ArraySpec(INT32, random.shape(), random.order(), 4L * arrays.below(50)).view();
  }
}
