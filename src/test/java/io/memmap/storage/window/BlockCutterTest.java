package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCutterTest {
  @Test
  void aLongRangeIsCutIntoBlocksOfTheMostRows() {
    assertThat(BlockCutter.cut(List.of(new RowRange(3, 30)), 10, 0))
        .containsExactly(new RowRange(3, 13), new RowRange(13, 23), new RowRange(23, 30));
  }

  @Test
  void shortGapsAreTakenAlongAndLongOnesAreNot() {
    List<RowRange> wanted =
        List.of(new RowRange(0, 2), new RowRange(5, 6), new RowRange(10, 11), new RowRange(12, 13));
    assertThat(BlockCutter.cut(wanted, 100, 3))
        .containsExactly(new RowRange(0, 6), new RowRange(10, 13));
    assertThat(BlockCutter.cut(wanted, 100, 0)).isEqualTo(wanted);
    assertThat(BlockCutter.cut(wanted, 100, -5)).isEqualTo(wanted);
    assertThat(BlockCutter.cut(wanted, 100, Long.MAX_VALUE - 100))
        .containsExactly(new RowRange(0, 13));
  }

  @Test
  void noBlockEndsInAGap() {
    List<RowRange> wanted = List.of(new RowRange(0, 4), new RowRange(8, 12));
    assertThat(BlockCutter.cut(wanted, 6, 10))
        .containsExactly(new RowRange(0, 4), new RowRange(8, 12));
    assertThat(BlockCutter.cut(wanted, 10, 10))
        .containsExactly(new RowRange(0, 10), new RowRange(10, 12));
  }

  @Test
  void noRowsAreNoBlocks() {
    assertThat(BlockCutter.cut(List.of(), 6, 10)).isEmpty();
    assertThat(BlockCutter.longest(List.of())).isZero();
  }

  @Test
  void blocksHaveAllWantedRowsInOrder() {
    Random random = new Random(5);
    for (int n = 0; n < 2_000; n++) {
      List<RowRange> wanted = new ArrayList<>();
      long next = random.nextInt(3);
      for (int i = random.nextInt(12); i > 0; i--) {
        long end = next + 1 + random.nextInt(20);
        wanted.add(new RowRange(next, end));
        next = end + 1 + random.nextInt(9);
      }
      int mostRows = 1 + random.nextInt(15);
      int gapRows = random.nextInt(10) - 1;
      List<RowRange> blocks = BlockCutter.cut(wanted, mostRows, gapRows);
      long before = -1;
      for (RowRange block : blocks) {
        assertThat(block.first()).isGreaterThanOrEqualTo(before);
        assertThat(block.end() - block.first()).isBetween(1L, (long) mostRows);
        assertThat(wanted).anyMatch(range -> has(range, block.first()));
        assertThat(wanted).anyMatch(range -> has(range, block.end() - 1));
        assertThat(longestGap(block, wanted)).isLessThanOrEqualTo(Math.max(0, gapRows));
        before = block.end();
      }
      for (RowRange range : wanted) {
        for (long row = range.first(); row < range.end(); row++) {
          long wantedRow = row;
          assertThat(blocks.stream().filter(block -> has(block, wantedRow))).hasSize(1);
        }
      }
    }
  }

  private static long longestGap(RowRange block, List<RowRange> wanted) {
    long longest = 0;
    long gap = 0;
    for (long row = block.first(); row < block.end(); row++) {
      long some = row;
      gap = wanted.stream().anyMatch(range -> has(range, some)) ? 0 : gap + 1;
      longest = Math.max(longest, gap);
    }
    return longest;
  }

  private static boolean has(RowRange range, long row) {
    return row >= range.first() && row < range.end();
  }
}
