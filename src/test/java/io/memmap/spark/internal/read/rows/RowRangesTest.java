package io.memmap.spark.internal.read.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Sets of rows behave as a {@link BitSet} does. */
class RowRangesTest {
  private static final int ROWS = 60;

  @RepeatedTest(200)
  void operationsAreThoseOfSets(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RowRanges a = random(random);
    RowRanges b = random(random);
    BitSet union = bits(a);
    union.or(bits(b));
    BitSet both = bits(a);
    both.and(bits(b));
    BitSet others = new BitSet();
    others.set(0, ROWS);
    others.andNot(bits(a));

    assertThat(bits(RowRanges.union(List.of(a, b)))).isEqualTo(union);
    assertThat(bits(a.intersect(b))).isEqualTo(both);
    assertThat(bits(a.complement(ROWS))).isEqualTo(others);
    assertThat(a.complement(ROWS).complement(ROWS)).isEqualTo(a).hasSameHashCodeAs(a);
    int from = random.nextInt(ROWS);
    int to = from + random.nextInt(ROWS - from + 1);
    assertThat(a.within(from, to)).isEqualTo(a.intersect(RowRanges.of(from, to)));
    assertThat(a.count()).isEqualTo(bits(a).cardinality());
    assertThat(a.end()).isEqualTo(bits(a).length());
  }

  @RepeatedTest(200)
  void partsAreRangesOfPositions(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RowRanges rows = random(random);
    int from = random.nextInt(ROWS);
    int to = from + random.nextInt(ROWS);
    int[] expected = bits(rows).stream().skip(from).limit(to - from).toArray();
    assertThat(bits(rows.part(from, to)).stream().toArray()).isEqualTo(expected);
  }

  @RepeatedTest(100)
  void sharesAreAllRowsInOrder(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RowRanges rows = random(random);
    int count = 1 + random.nextInt(9);
    RowRanges[] shares = exactly(count).cut(rows, 1_000);
    assertThat(shares).hasSize((int) Math.min(count, rows.count()));
    List<Integer> inTurn = new ArrayList<>();
    for (RowRanges share : shares) {
      assertThat(share.count()).isBetween(rows.count() / count, rows.count() / count + 1);
      bits(share).stream().forEach(inTurn::add);
    }
    assertThat(inTurn).containsExactlyElementsOf(bits(rows).stream().boxed().toList());
  }

  @Test
  void rangesThatTouchAreOne() {
    RowRanges joined =
        RowRanges.union(List.of(RowRanges.of(5, 9), RowRanges.of(0, 3), RowRanges.of(3, 5)));
    assertThat(joined).isEqualTo(RowRanges.of(0, 9)).hasToString("0:9");
    assertThat(RowRanges.of(4, 4)).isEqualTo(RowRanges.NONE).hasToString("");
  }

  @Test
  void toStringShowsTheFirstRanges() {
    List<RowRanges> single = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      single.add(RowRanges.of(2L * i, 2L * i + 1));
    }
    assertThat(RowRanges.union(single)).hasToString("0:1, 2:3, 4:5, 6:7, ... 6 more");
  }

  private static SplitSizes exactly(int count) {
    return new SplitSizes(
        OptionalInt.of(count), OptionalLong.empty(), 1 << 20, 1 << 20, 2, OptionalInt.empty());
  }

  private static RowRanges random(Random random) {
    int[] cuts = random.ints(2L * random.nextInt(6), 0, ROWS + 1).toArray();
    List<RowRanges> some = new ArrayList<>();
    for (int i = 0; i < cuts.length; i += 2) {
      some.add(RowRanges.of(Math.min(cuts[i], cuts[i + 1]), Math.max(cuts[i], cuts[i + 1])));
    }
    return RowRanges.union(some);
  }

  private static BitSet bits(RowRanges rows) {
    BitSet bits = new BitSet();
    rows.ranges().forEach(range -> bits.set((int) range.first(), (int) range.end()));
    assertThat(Arrays.asList(rows.ranges().toArray())).doesNotHaveDuplicates();
    return bits;
  }

  @Test
  void shortGapsAreJoined() {
    RowRanges rows =
        RowRanges.union(List.of(RowRanges.of(0, 2), RowRanges.of(5, 6), RowRanges.of(10, 11)));
    assertThat(rows.joined(2)).isEqualTo(rows);
    assertThat(rows.joined(3)).hasToString("0:6, 10:11");
    assertThat(rows.joined(4)).isEqualTo(RowRanges.of(0, 11));
    assertThat(RowRanges.NONE.joined(4)).isEqualTo(RowRanges.NONE);
  }
}
