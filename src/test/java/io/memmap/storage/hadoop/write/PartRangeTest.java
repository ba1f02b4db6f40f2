package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartRangeTest {
  private static final long MIB = 1L << 20;
  private static final long FIVE = 5 * MIB;

  static Stream<Long> lengths() {
    LongStream around =
        LongStream.of(1, 5, 8, 10, 13, 15, 18, 21, 29, 100, 1_024, 10_000)
            .map(mib -> mib * MIB)
            .flatMap(bytes -> LongStream.rangeClosed(bytes - 2, bytes + 2));
    return LongStream.concat(LongStream.of(0, 1), around).boxed();
  }

  private static void assertCovers(List<PartRange> ranges, long bytes) {
    long at = 0;
    for (PartRange range : ranges) {
      assertThat(range.offset()).isEqualTo(at);
      at = range.end();
    }
    assertThat(at).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void partsOfAPartitionCoverItAndAreLongEnough(long bytes) {
    for (int parts : new int[] {2, 3, 20, 9_979}) {
      if (bytes <= PartRange.mostBytes(parts)) {
        List<PartRange> ranges = PartRange.ofPartition(bytes, parts);
        if (bytes < FIVE) {
          assertThat(ranges).isEmpty();
        } else {
          assertCovers(ranges, bytes);
          assertThat(ranges).hasSizeLessThanOrEqualTo(parts);
          assertThat(ranges)
              .allMatch(range -> range.length() >= FIVE && range.length() <= PartRange.LONGEST);
          assertThat(ranges.get(0).length()).isLessThan(2 * FIVE);
        }
      }
    }
  }

  @Test
  void partsHaveEightMebibytesUnlessThereAreTooFew() {
    assertThat(PartRange.ofPartition(5 * MIB + 80 * MIB, 1_000)).hasSize(11);
    assertThat(PartRange.ofPartition(5 * MIB + 80 * MIB, 6)).hasSize(6);
    assertThat(PartRange.ofPartition(5 * MIB + 80 * MIB, 2).get(1).length()).isEqualTo(80 * MIB);
  }

  @Test
  void asManyBytesAsSaidFit() {
    for (int parts : new int[] {2, 3, 97}) {
      long most = PartRange.mostBytes(parts);
      assertThat(PartRange.ofPartition(most, parts))
          .hasSizeLessThanOrEqualTo(parts)
          .allMatch(range -> range.length() <= PartRange.LONGEST);
      assertThatThrownBy(() -> PartRange.ofPartition(most + 1, parts))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void partsOfZerosCoverThemAndAreLongEnough(long bytes) {
    for (int parts : new int[] {1, 2, 10}) {
      if (bytes <= PartRange.mostZeros(parts)) {
        List<PartRange> ranges = PartRange.ofZeros(bytes, parts);
        assertCovers(ranges, bytes);
        assertThat(ranges)
            .hasSizeLessThanOrEqualTo(parts)
            .allMatch(range -> range.length() >= Math.min(bytes, FIVE))
            .allMatch(range -> range.length() <= PartRange.LONGEST);
      }
    }
  }

  @Test
  void asManyZerosAsSaidFit() {
    assertThat(PartRange.ofZeros(PartRange.mostZeros(10), 10))
        .hasSize(10)
        .allMatch(range -> range.length() <= PartRange.LONGEST);
    assertThatThrownBy(() -> PartRange.ofZeros(PartRange.mostZeros(10) + 1, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
