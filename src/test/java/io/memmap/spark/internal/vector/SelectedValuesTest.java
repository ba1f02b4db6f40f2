package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArrayView;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Copies of rows of columns that lie anywhere beside each other, over random bytes. */
class SelectedValuesTest {
  private static final int ROWS = 40;
  private static final int BYTES = 1 << 14;
  private static final int MIDDLE = BYTES / 2;
  private static final DataType ARRAYS = DataTypes.createArrayType(DataTypes.BinaryType, false);

  private static NativeBytes memory;

  private final Random random = new Random(5);

  @BeforeAll
  static void fillMemory() {
    byte[] bytes = new byte[BYTES];
    new Random(0).nextBytes(bytes);
    memory = new NativeBytes(bytes);
  }

  @AfterAll
  static void freeMemory() {
    memory.close();
  }

  private static SelectedValues.Column column(ArrayView view) {
    return new SelectedValues.Column(
        view, view.rank() == 1 ? DataTypes.BinaryType : ARRAYS, "column");
  }

  private static SelectedValues.Column column(long offset, int width, long stride) {
    return column(
        ArrayView.strided(DTypes.parse("V" + width), Shape.of(ROWS), new long[] {stride}, offset));
  }

  private static SelectedValues.Column row(long offset, int length, long... strides) {
    return column(ArrayView.strided(DTypes.parse("V2"), Shape.of(ROWS, length), strides, offset));
  }

  private SelectedValues.Column anyColumn() {
    long stride = random.nextInt(4) == 0 ? random.nextInt(40) + 8 : 48;
    stride = random.nextInt(6) == 0 ? -stride : stride;
    long offset = random.nextInt(48);
    if (random.nextInt(3) > 0) {
      return column(offset, 1 + random.nextInt(9), stride);
    }
    long inner = List.of(2L, -2L, 3L, 6L, 96L, -50L).get(random.nextInt(6));
    return row(offset, random.nextInt(5), stride, inner);
  }

  private static StridedVector vector(SelectedValues.Column column) {
    StridedVector vector = Vectors.of(column.view(), column.type(), column.label());
    vector.moveTo(memory.address() + MIDDLE + column.view().offset());
    return vector;
  }

  private static Object value(ColumnVector vector, int row) {
    return vector.dataType() == DataTypes.BinaryType
        ? vector.getBinary(row)
        : vector.getArray(row).copy().array();
  }

  private void copyAndCompare(List<SelectedValues.Column> group) {
    int[] positions = IntStream.range(0, ROWS - 3).filter(i -> random.nextBoolean()).toArray();
    int[] few = {0, 2};
    SelectedValues copies = new SelectedValues(group);
    int all = few.length + positions.length;
    long rowBytes = SelectedValues.rowBytes(group);
    try (NativeBytes target = new NativeBytes(new byte[Math.toIntExact(all * rowBytes)])) {
      copies.moveTo(target.address());
      copies.copy(vector(group.get(0)), 0, few, few.length, 0);
      if (positions.length > 0) {
        copies.copy(vector(group.get(0)), 3, positions, positions.length, few.length);
      }
      for (int i = 0; i < group.size(); i++) {
        StridedVector source = vector(group.get(i));
        for (int row = 0; row < all; row++) {
          int from = row < few.length ? few[row] : 3 + positions[row - few.length];
          assertThat(value(copies.vectors().get(i), row)).isEqualTo(value(source, from));
        }
      }
    }
  }

  @Test
  void eachCopyHasTheValuesOfItsRow() {
    int together = 0;
    for (int n = 0; n < 500; n++) {
      List<SelectedValues.Column> columns = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(8); i++) {
        columns.add(anyColumn());
      }
      List<List<Integer>> groups = SelectedValues.neighbours(columns);
      assertThat(groups.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, columns.size()).boxed().toList());
      for (List<Integer> group : groups) {
        copyAndCompare(group.stream().map(columns::get).toList());
        together += group.size() > 1 ? 1 : 0;
      }
    }
    assertThat(together).isGreaterThan(100);
  }

  private static List<List<Integer>> groups(SelectedValues.Column... columns) {
    return SelectedValues.neighbours(Arrays.asList(columns));
  }

  @Test
  void columnsOfARowAreCopiedAtOnce() {
    assertThat(groups(column(4, 4, 64), column(0, 4, 64), row(8, 3, 64, 2)))
        .containsExactly(List.of(1, 0, 2));
    assertThat(groups(column(0, 4, -64), column(4, 4, -64))).hasSize(1);
  }

  @Test
  void columnsAreCopiedAloneIfMoreThanHalfOfACopyWouldBeOfNoUse() {
    assertThat(groups(column(0, 4, 64), column(12, 4, 64))).hasSize(1);
    assertThat(groups(column(0, 4, 64), column(13, 4, 64))).hasSize(2);
  }

  @Test
  void rowsThatInterleaveAreCopiedColumnByColumn() {
    assertThat(groups(column(0, 4, 4), column(400, 4, 4))).hasSize(2);
    assertThat(groups(row(0, 2, 2, 80), column(2, 2, 2))).hasSize(2);
    assertThat(groups(column(0, 4, 64), column(4, 4, 32))).hasSize(2);
  }
}
