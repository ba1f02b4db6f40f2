package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.storage.file.FileStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Partitions of some rows of several files, some of which are empty. */
class SourceWalkTest {
  @RepeatedTest(200)
  void eachShareFindsItsRowsInTheirFiles(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<ArraySource> sources = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int file = 0; file < 1 + random.nextInt(9); file++) {
      int rows = random.nextInt(8);
      sources.add(source("" + file, rows));
      for (int row = 0; row < rows; row++) {
        all.add(file + ":" + row);
      }
    }
    List<RowRanges> shares = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int next = 0; next < all.size(); ) {
      List<RowRanges> some = new ArrayList<>();
      List<String> rows = new ArrayList<>();
      for (int range = 0; range < 1 + random.nextInt(4) && next < all.size(); range++) {
        int first = Math.min(next + random.nextInt(3), all.size() - 1);
        int end = Math.min(first + 1 + random.nextInt(12), all.size());
        some.add(RowRanges.of(first, end));
        rows.addAll(all.subList(first, end));
        next = end;
      }
      shares.add(RowRanges.union(some));
      expected.add(rows);
    }

    ArrayPartition[] partitions =
        new ArraySources(sources).partitions(shares.toArray(RowRanges[]::new));

    assertThat(partitions).extracting(SourceWalkTest::rows).isEqualTo(expected);
    for (ArrayPartition partition : partitions) {
      assertThat(partition.parts()).extracting(SourceRows::source).doesNotHaveDuplicates();
    }
  }

  private static List<String> rows(ArrayPartition partition) {
    List<String> rows = new ArrayList<>();
    for (SourceRows part : partition.parts()) {
      for (RowRange range : part.rows().ranges()) {
        for (long row = range.first(); row < range.end(); row++) {
          rows.add(part.source().file().path() + ":" + row);
        }
      }
    }
    return rows;
  }

  private static ArraySource source(String name, long rows) {
    ArraySpec spec = new ArraySpec(DTypes.parse("u1"), Shape.of(rows), Order.C, 0);
    return new ArraySource(new FileStamp(name, rows, "", ""), spec, Slice.WHOLE, false, List.of());
  }
}
