package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.rows.SplitSizes;
import io.memmap.storage.file.FileStamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Cuts of random rows of several arrays, compared with a walk from row to row. */
class RangeCutTest {

  @RepeatedTest(300)
  void tasksHaveWholeRangesOfOneArray(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> lengths = random.ints(1 + random.nextInt(4), 0, 15).boxed().toList();
    ArraySources sources = sources(lengths);
    RowRanges rows = rows(random, (int) sources.rows());
    long most = random.nextInt(5) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(6);
    List<RowRange> expected = ranges(lengths, rows, most);
    int tasks = 1 + random.nextInt(6);

    RangeCut cut = new RangeCut(sources, rows, most);
    assertThat(cut.count()).isEqualTo(expected.size());
    RowRanges[] shares = cut.cut(into(tasks), 1_000);
    assertThat(shares).hasSize(Math.min(tasks, expected.size()));
    assertThat(RowRanges.union(Arrays.asList(shares))).isEqualTo(rows);
    List<RowRange> found = new ArrayList<>();
    for (RowRanges share : shares) {
      List<RowRange> own = ranges(lengths, share, most);
      assertThat(own).hasSizeBetween(expected.size() / tasks, expected.size() / tasks + 1);
      found.addAll(own);
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void rangesAreCountedWithoutBeingMade() {
    ArraySources sources = new ArraySources(List.of(source(1L << 61)));
    RowRanges rows = RowRanges.of(5, 1L << 61);
    assertThat(new RangeCut(sources, rows, 1).count()).isEqualTo((1L << 61) - 5);
    RowRanges[] shares = new RangeCut(sources, rows, Long.MAX_VALUE).cut(into(3), 1);
    assertThat(shares).containsExactly(rows);
  }

  /** The ranges, found row by row. */
  private static List<RowRange> ranges(List<Integer> lengths, RowRanges rows, long most) {
    List<RowRange> ranges = new ArrayList<>();
    int[] arrays =
        IntStream.range(0, lengths.size())
            .flatMap(array -> IntStream.generate(() -> array).limit(lengths.get(array)))
            .toArray();
    long last = -2;
    for (int row = 0; row < arrays.length; row++) {
      if (rows.within(row, row + 1).count() == 0) {
        continue;
      }
      int open = ranges.size() - 1;
      boolean joins =
          row == last + 1
              && arrays[row] == arrays[row - 1]
              && row - ranges.get(open).first() < most;
      if (joins) {
        ranges.set(open, new RowRange(ranges.get(open).first(), row + 1));
      } else {
        ranges.add(new RowRange(row, row + 1));
      }
      last = row;
    }
    return ranges;
  }

  private static RowRanges rows(Random random, int count) {
    List<RowRanges> some = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      some.add(RowRanges.of(row, random.nextInt(4) > 0 ? row + 1 : row));
    }
    return RowRanges.union(some);
  }

  private static ArraySources sources(List<Integer> lengths) {
    return new ArraySources(lengths.stream().map(RangeCutTest::source).toList());
  }

  private static ArraySource source(long length) {
    ArraySpec spec = new ArraySpec(DTypes.parse("u1"), Shape.of(length), Order.C, 0);
    return new ArraySource(
        new FileStamp("/a.dat", length, "1", "machine"), spec, Slice.WHOLE, false, List.of());
  }

  private static SplitSizes into(int tasks) {
    return new SplitSizes(
        OptionalInt.of(tasks), OptionalLong.empty(), 1, 1, 1, OptionalInt.empty());
  }
}
