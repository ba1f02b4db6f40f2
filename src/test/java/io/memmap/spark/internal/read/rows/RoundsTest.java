package io.memmap.spark.internal.read.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RoundsTest {
  private static final Rounds MANY = new Rounds(3, 1L << 40);

  @Test
  @Timeout(60)
  void noRowsAndAllRowsAreRepeatedAtOnce() {
    assertThat(MANY.areWorthRepeating(RowRanges.NONE)).isTrue();
    assertThat(MANY.repeated(RowRanges.NONE)).isEqualTo(RowRanges.NONE);
    RowRanges all = RowRanges.of(0, 3);
    assertThat(MANY.areWorthRepeating(all)).isTrue();
    assertThat(MANY.repeated(all)).isEqualTo(RowRanges.of(0, 3 * MANY.count()));
  }

  @Test
  void manyShortRangesAreNotRepeated() {
    RowRanges one = RowRanges.of(1, 2);
    assertThat(MANY.areWorthRepeating(one)).isFalse();
    assertThat(new Rounds(3, Long.MAX_VALUE / 3).areWorthRepeating(one)).isFalse();
    assertThat(new Rounds(3, Long.MAX_VALUE / 2 + 100).areWorthRepeating(two()))
        .as("no overflow")
        .isFalse();
    assertThat(MANY.inEach(one))
        .isEqualTo(new CandidateRows(RowRanges.of(0, 3 * MANY.count()), false));
  }

  @Test
  void rangesThatTouchAcrossRoundsAreOne() {
    assertThat(new Rounds(3, 2).repeated(two())).hasToString("0:1, 2:4, 5:6");
    assertThat(new Rounds(3, 2).inEach(two()).exact()).isTrue();
  }

  private static RowRanges two() {
    return RowRanges.union(List.of(RowRanges.of(0, 1), RowRanges.of(2, 3)));
  }
}
