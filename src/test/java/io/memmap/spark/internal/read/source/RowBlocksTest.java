package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.RowBlockFunction;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBlocksTest {
  private static AxisIndex index(long first, long by) {
    return new AxisIndex(1, Long.MAX_VALUE, first, by);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8, 4096",
    "32768, 8, 4096",
    "32769, 8, 8192",
    "100000, 8, 16384",
    "1000000000, 200, 8388608",
    "10000, 1, 16384"
  })
  void lengthsArePowersOfTwo(long rows, int most, long length) {
    RowBlocks blocks = RowBlocks.of(index(0, 1), rows, most);

    assertThat(blocks.length()).isEqualTo(length);
    assertThat(blocks.cut(RowRanges.of(0, rows))).hasSizeLessThanOrEqualTo(most);
  }

  /**
   * For any slice and any rows: parts are all rows in order, and no block is in two parts. Spark
   * reads the parts in the order of their blocks' numbers.
   */
  @Test
  void rowsAreCutAtTheEndsOfBlocks() {
    Random random = new Random(20_251_101);
    for (int round = 0; round < 2_000; round++) {
      long rows = 1L + random.nextInt(200);
      long by = 1L + random.nextInt(4);
      AxisIndex index =
          random.nextBoolean() ? index(random.nextInt(50), by) : index(rows * by, -by);
      RowBlocks blocks = new RowBlocks(1L << random.nextInt(7), index);
      RowRanges some = someOf(rows, random);

      List<Long> seen = new ArrayList<>();
      List<Long> keys = new ArrayList<>();
      for (RowRanges part : blocks.cut(some)) {
        List<Long> numbers = numbers(part);
        seen.addAll(numbers);
        RowBlockFunction function = new RowBlockFunction(blocks.length(), index.by() < 0);
        List<Long> inBlocks =
            numbers.stream().map(row -> function.block(index.valueAt(row))).distinct().toList();
        assertThat(inBlocks).hasSize(1);
        keys.addAll(inBlocks);
      }
      assertThat(seen).isEqualTo(numbers(some));
      assertThat(keys).doesNotHaveDuplicates().isSorted();
    }
  }

  private static RowRanges someOf(long rows, Random random) {
    List<RowRanges> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long first = random.nextInt((int) rows);
      parts.add(RowRanges.of(first, Math.min(rows, first + random.nextInt(60))));
    }
    return RowRanges.union(parts);
  }

  private static List<Long> numbers(RowRanges rows) {
    return rows.ranges().stream()
        .flatMapToLong(range -> LongStream.range(range.first(), range.end()))
        .boxed()
        .toList();
  }

  @Test
  void blocksOfAReversedIndexAreCountedDown() {
    RowBlockFunction function = new RowBlockFunction(2_048, true);

    assertThat(RowBlockFunction.of("memmap_reversed_row_block_2048")).contains(function);
    assertThat(function.canonicalName()).isEqualTo("io.memmap.spark." + function.name());
    assertThat(function.produceResult(new GenericInternalRow(new Object[] {2_047L}))).isEqualTo(0);
    assertThat(function.produceResult(new GenericInternalRow(new Object[] {2_048L}))).isEqualTo(-1);
  }

  @Test
  void theFunctionGivesTheBlockOfAnIndex() {
    RowBlockFunction function = new RowBlockFunction(2_048, false);
    StructType one = new StructType().add("_row", DataTypes.LongType);

    assertThat(RowBlockFunction.of("memmap_row_block_2048")).contains(function);
    assertThat(RowBlockFunction.of("memmap_row_block_0")).isEmpty();
    assertThat(RowBlockFunction.of("bucket")).isEmpty();
    assertThat(function.bind(one)).isEqualTo(function);
    assertThat(function.produceResult(new GenericInternalRow(new Object[] {2_047L}))).isEqualTo(0);
    assertThat(function.produceResult(new GenericInternalRow(new Object[] {2_048L}))).isEqualTo(1);
    assertThatThrownBy(() -> function.bind(new StructType().add("x", DataTypes.StringType)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("memmap_row_block_2048 takes one bigint, the index of a row");
  }
}
