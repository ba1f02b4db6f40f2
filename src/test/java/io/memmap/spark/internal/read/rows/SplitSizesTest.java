package io.memmap.spark.internal.read.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.RowRange;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitSizesTest {
  private static final long KB = 1 << 10;
  private static final long MB = 1 << 20;
  private static final long TB = 1L << 40;

  @ParameterizedTest(name = "{0} rows in {1} partitions")
  @CsvSource({"1,1", "10,1", "10,3", "10,10", "1000003,7", "1099511627777,10000", "3,2"})
  void rangesAreAllRowsInAboutEqualParts(long rows, int count) {
    RowRange[] ranges = exactly(count).cut(rows, 4 * rows);
    assertThat(ranges).hasSize(count);
    long next = 0;
    for (RowRange range : ranges) {
      assertThat(range.first()).isEqualTo(next);
      assertThat(range.end() - range.first()).isBetween(rows / count, rows / count + 1);
      next = range.end();
    }
    assertThat(next).isEqualTo(rows);
  }

  @Test
  void coarserTasksShareWhatOneTaskReadBefore() {
    SplitSizes sizes = bySession(2);
    assertThat(sizes.coarser(8).cut(129 * MB, 129 * MB)).hasSize(2);
    assertThat(sizes.coarser(8).cut(128 * MB, 128 * MB)).hasSize(1);
    assertThat(sizes.coarser(8).cut(4 * 1024 * MB, 4 * 1024 * MB)).hasSize(4);
    assertThat(exactly(3).coarser(8).cut(100, 100)).hasSize(3);
  }

  @Test
  void oneTaskReadsManyTimesAsMuch() {
    SplitSizes sizes = bySession(2);
    assertThat(sizes.inOneTask(8).cut(1024 * MB, 1024 * MB)).hasSize(1);
    assertThat(sizes.inOneTask(8).cut(1025 * MB, 1025 * MB)).hasSize(2);
    assertThat(exactly(3).inOneTask(8).cut(100, 100)).hasSize(3);
  }

  @Test
  void noPartitionIsEmpty() {
    assertThat(exactly(100).cut(7, 28)).hasSize(7);
    assertThat(exactly(Integer.MAX_VALUE).cut(1, 4)).containsExactly(new RowRange(0, 1));
  }

  @Test
  void withoutRowsThereAreNoPartitions() {
    assertThat(exactly(5).cut(0, 0)).isEmpty();
    assertThat(bySession(2).cut(0, 0)).isEmpty();
  }

  @Test
  void rowsWithoutBytesAreOnePartition() {
    assertThat(bySession(2).cut(1_000_000, 0)).containsExactly(new RowRange(0, 1_000_000));
  }

  @ParameterizedTest(name = "{0} bytes by {1}")
  @CsvSource({"1000,100,10", "1001,100,11", "999,100,10", "100,1000,1", "1,1,1", "1000,1,1000"})
  void bytesPerPartitionDecide(long bytes, long perPartition, int count) {
    assertThat(by(OptionalLong.of(perPartition), OptionalInt.empty()).cut(bytes, bytes))
        .hasSize(count);
  }

  @Test
  void theExactCountWinsOverBytes() {
    SplitSizes both =
        new SplitSizes(
            OptionalInt.of(3), OptionalLong.of(1), 128 * MB, 4 * MB, 2, OptionalInt.of(2));
    assertThat(both.cut(1_000, 1_000)).hasSize(3);
  }

  /**
   * {@code spark.sql.files.maxPartitionBytes}, {@code openCostInBytes}, {@code minPartitionNum}.
   */
  @ParameterizedTest(name = "{0} KiB on {1} cores: {2}")
  @CsvSource({
    "1,       2, 1", // less than the cost of opening a file
    "4096,    8, 1",
    "6144,    8, 2", // no part smaller than the cost of opening
    "40960,   4, 4", // one for each core
    "40960,   8, 8",
    "262144,  2, 2",
    "1048576, 2, 8", // none larger than maxPartitionBytes
    "1048576, 16, 16"
  })
  void sessionSettingsDecideAsForOtherFiles(long kilobytes, int cores, int count) {
    assertThat(bySession(cores).cut(kilobytes * KB, kilobytes * KB)).hasSize(count);
  }

  /** A last partition of few bytes would need another round of tasks. */
  @ParameterizedTest
  @ValueSource(longs = {100_000_001, 100_000_007, 99_999_999, 10_000_001, (256 << 20) - 1})
  void aRemainderMakesNoFurtherPartition(long bytes) {
    assertThat(bySession(2).cut(bytes, bytes)).hasSize(2);
  }

  @Test
  void theSessionLimitsThePartitions() {
    SplitSizes most = by(OptionalLong.of(1), OptionalInt.of(5));
    assertThat(most.cut(1_000, 1_000)).hasSize(5);
    assertThat(most.cut(3, 3)).hasSize(3);
  }

  @Test
  void hundredTebibytesMakeTenThousandPartitions() {
    long bytes = 100 * TB;
    RowRange[] ranges = bySession(2).cut(bytes / 4, bytes);
    assertThat(ranges).hasSize(SplitSizes.SANE_PARTITIONS);
    assertThat(ranges[ranges.length - 1].end()).isEqualTo(bytes / 4);
    assertThat(Arrays.stream(ranges).mapToLong(range -> range.end() - range.first()).sum())
        .isEqualTo(bytes / 4);
  }

  @Test
  void settingsOfAnySizeDoNotOverflow() {
    SplitSizes large =
        new SplitSizes(
            OptionalInt.empty(),
            OptionalLong.empty(),
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            OptionalInt.empty());
    assertThat(large.cut(1_000, Long.MAX_VALUE)).hasSize(1);
    SplitSizes small =
        new SplitSizes(OptionalInt.empty(), OptionalLong.empty(), 1, 0, 1, OptionalInt.empty());
    assertThat(small.cut(Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(SplitSizes.SANE_PARTITIONS);
  }

  private static SplitSizes exactly(int count) {
    return new SplitSizes(
        OptionalInt.of(count), OptionalLong.empty(), 128 * MB, 4 * MB, 2, OptionalInt.empty());
  }

  private static SplitSizes bySession(int cores) {
    return new SplitSizes(
        OptionalInt.empty(), OptionalLong.empty(), 128 * MB, 4 * MB, cores, OptionalInt.empty());
  }

  private static SplitSizes by(OptionalLong partitionBytes, OptionalInt most) {
    return new SplitSizes(OptionalInt.empty(), partitionBytes, 128 * MB, 4 * MB, 2, most);
  }
}
