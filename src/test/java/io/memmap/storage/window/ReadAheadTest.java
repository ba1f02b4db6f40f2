package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.KnownFile;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file that is read ahead, and what is shown. */
class ReadAheadTest {
  private static final OptionalInt UNASKED = OptionalInt.empty();

  private final Random random = new Random(11);
  private final RandomArrays arrays = new RandomArrays(12);
  private final IoCounters counters = new IoCounters();

  @TempDir Path folder;
  private KnownFile known;

  @BeforeEach
  void makeFile() throws IOException {
    known = new KnownFile(folder, 60_000);
  }

  @AfterEach
  void closeFile() throws IOException {
    known.close();
  }

  @Test
  void anyRowsOfAnyColumnsOfAnyArraysAreShownAndNothingElseIsRead() throws IOException {
    long memory = DirectMemory.used();
    for (int n = 0; n < 250; n++) {
      ArraySpec spec = arrays.next(2 + arrays.below(2), 12);
      if (spec.shape().elements() == 0) {
        continue;
      }
      List<ArrayView> columns = someColumns(spec.view());
      List<RowRange> rows = someRows((int) spec.shape().length(0));
      ReadCosts costs = someCosts();
      OptionalInt asked = random.nextBoolean() ? UNASKED : OptionalInt.of(1 + random.nextInt(12));
      WatchedFile file = new WatchedFile(known.source()).delayed(n % 10 == 0 ? 2 : 0);
      show(file, columns, costs, asked, rows);
      assertWanted(file, columns, costs, rows);
      assertThat(file.mostReading()).isLessThanOrEqualTo(costs.parallelReads());
      assertThat(file.ends()).isZero();
      assertThat(file.readers()).noneMatch(ReadAheadTest::isLivingWorker);
    }
    assertThat(DirectMemory.used()).isEqualTo(memory);
    assertThat(counters.bytesRead()).isGreaterThan(10_000);
  }

  /** Some of the columns in any order, and sometimes the whole rows, or every other column. */
  private List<ArrayView> someColumns(ArrayView view) {
    List<ArrayView> columns = new ArrayList<>();
    for (int j = 0; j < view.shape().length(1); j++) {
      columns.add(view.at(1, j));
    }
    Collections.shuffle(columns, random);
    List<ArrayView> some = new ArrayList<>(columns.subList(0, 1 + random.nextInt(columns.size())));
    if (random.nextBoolean()) {
      some.add(random.nextInt(some.size() + 1), view);
    }
    return some;
  }

  private List<RowRange> someRows(int all) {
    if (random.nextBoolean()) {
      return List.of(new RowRange(0, all));
    }
    List<RowRange> some = new ArrayList<>();
    long next = random.nextInt(all);
    while (next < all) {
      long end = Math.min(all, next + 1 + random.nextInt(4));
      some.add(new RowRange(next, end));
      next = end + 1 + random.nextInt(4);
    }
    return some;
  }

  private ReadCosts someCosts() {
    return new ReadCosts(
        0,
        20 + random.nextInt(400),
        500 + random.nextInt(1_000),
        List.of(0, 1, 8, 30, 200).get(random.nextInt(5)),
        1 + random.nextInt(3),
        1 + random.nextInt(5));
  }

  /** Shows rows as a task does. */
  private int show(
      WatchedFile file,
      List<ArrayView> columns,
      ReadCosts costs,
      OptionalInt asked,
      List<RowRange> rows)
      throws IOException {
    WindowPlan plan = new WindowPlan(columns, costs, asked);
    int batches = 0;
    try (Windows windows = plan.open(file, rows, counters)) {
      for (RowRange range : rows) {
        for (long next = range.first(); next < range.end(); batches++) {
          int most = Math.min(plan.batchRows(), windows.mostRows(next));
          int count = (int) Math.min(most, range.end() - next);
          windows.show(next, count);
          for (int i = 0; i < columns.size(); i++) {
            ArrayView fromItsAddress = windows.placed(i).movedTo(0);
            known.assertShown(columns.get(i), fromItsAddress, windows.address(i), next, count);
          }
          next += count;
        }
      }
    }
    return batches;
  }

  /** Every unwanted stretch of bytes in a request is a gap that is worth reading. */
  private static void assertWanted(
      WatchedFile file, List<ArrayView> columns, ReadCosts costs, List<RowRange> rows) {
    BitSet wanted = wanted(columns, rows);
    for (ByteRange read : file.reads()) {
      int end = (int) read.end();
      for (int gap = wanted.nextClearBit((int) read.start()); gap < end; ) {
        int next = wanted.nextSetBit(gap);
        assertThat(next).as("%s ends in a gap", read).isBetween(0, 60_000);
        assertThat(next - gap)
            .as("gap in %s", read)
            .isLessThanOrEqualTo((int) costs.gapWorthReading());
        gap = wanted.nextClearBit(next);
      }
    }
  }

  private static BitSet wanted(List<ArrayView> columns, List<RowRange> rows) {
    BitSet wanted = new BitSet();
    for (ArrayView column : columns) {
      for (long[] index : RandomArrays.indices(column.shape())) {
        if (rows.stream().anyMatch(some -> index[0] >= some.first() && index[0] < some.end())) {
          int position = (int) RandomArrays.position(column, index);
          wanted.set(position, position + column.dtype().itemsize());
        }
      }
    }
    return wanted;
  }

  private static boolean isLivingWorker(Thread thread) {
    return thread.isAlive() && thread.getName().startsWith(ReadWorkers.NAME);
  }

  @Test
  void aBlockOfWholeRowsIsOneRequest() throws IOException {
    WatchedFile file = new WatchedFile(known.source());
    List<ArrayView> columns = columns("<i4", Order.C, 1_000, 3);
    show(file, columns, costs(1_200, 0), OptionalInt.of(30), rows(0, 1_000));
    // 90 of the 100 rows that fit, which are three batches
    assertThat(inOrder(file)).hasSize(12).startsWith(new ByteRange(0, 1_080));
    assertThat(inOrder(file)).endsWith(new ByteRange(11_880, 12_000));
    assertThat(counters.requests()).isEqualTo(12);
    assertThat(counters.bytesRead()).isEqualTo(12_000);
    assertThat(counters.bytesWanted()).isEqualTo(12_000);
    assertThat(counters.nanosReading()).isPositive();
  }

  @Test
  void batchesFillBlocksEvenly() throws IOException {
    List<ArrayView> columns = columns("u1", Order.C, 60_000, 1);
    // 49,152 rows fit a block; a batch has at most 32,768
    ReadCosts costs = costs(49_152, 0);
    assertThat(new WindowPlan(columns, costs, UNASKED).batchRows()).isEqualTo(24_576);
    WatchedFile file = new WatchedFile(known.source());
    assertThat(show(file, columns, costs, UNASKED, rows(0, 60_000))).isEqualTo(3);
    assertThat(inOrder(file))
        .containsExactly(new ByteRange(0, 49_152), new ByteRange(49_152, 60_000));
  }

  @Test
  void fewRowsAreOneRequestOfTheTasksOwnThread() throws IOException {
    WatchedFile file = new WatchedFile(known.source());
    show(file, columns("<i4", Order.C, 1_000, 3), costs(1_200, 0), UNASKED, rows(20, 30));
    assertThat(file.reads()).containsExactly(new ByteRange(240, 360));
    assertThat(file.readers()).containsExactly(Thread.currentThread());
    assertThat(counters.nanosWaiting()).isPositive();
  }

  @Test
  void noMoreMemoryIsAllocatedThanFewRowsNeed() throws IOException {
    long before = DirectMemory.used();
    WatchedFile file = new WatchedFile(known.source());
    show(file, columns("<i4", Order.C, 1_000, 3), costs(8 << 20, 0), UNASKED, rows(0, 10));
    assertThat(file.mostMemory() - before).isEqualTo(120);
  }

  @Test
  void blocksAreReadByOtherThreads() throws IOException {
    WatchedFile file = new WatchedFile(known.source());
    show(file, columns("<i4", Order.C, 1_000, 3), costs(1_200, 0), UNASKED, rows(0, 1_000));
    assertThat(file.readers()).doesNotContain(Thread.currentThread());
    assertThat(file.readers())
        .allMatch(Thread::isDaemon)
        .allMatch(thread -> thread.getName().startsWith("memmap-read-"))
        .hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void gapsOfRowsThatAreWorthReadingAreReadAlong() throws IOException {
    List<RowRange> wanted = List.of(new RowRange(0, 5), new RowRange(9, 10), new RowRange(20, 22));
    WatchedFile file = new WatchedFile(known.source());
    show(file, columns("<i4", Order.C, 1_000, 3), costs(1_200, 4 * 12), UNASKED, wanted);
    assertThat(inOrder(file)).containsExactly(new ByteRange(0, 120), new ByteRange(240, 264));
    assertThat(counters.bytesRead()).isEqualTo(144);
    assertThat(counters.bytesWanted()).isEqualTo(8 * 12);
  }

  /** All of them are under way at one time, as far as reads may be parallel. */
  @Test
  void manySmallBlocksAreReadAtOneTime() throws IOException, InterruptedException {
    List<RowRange> wanted =
        IntStream.range(0, 20).mapToObj(i -> new RowRange(50L * i, 50L * i + 1)).toList();
    WatchedFile file = new WatchedFile(known.source()).waitingFrom(0);
    WindowPlan plan = new WindowPlan(columns("<i4", Order.C, 1_000, 3), costs(1_200, 0), UNASKED);
    Thread task;
    try (Windows windows = plan.open(file, wanted, counters)) {
      task = new Thread(() -> showQuietly(windows));
      task.start();
      file.awaitReading(4);
      task.interrupt();
      task.join();
    }
    assertThat(file.mostReading()).isEqualTo(4);
  }

  private static void showQuietly(Windows windows) {
    try {
      windows.show(0, 1);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("interrupted");
    }
  }

  @Test
  void runsOfAGatheringAreReadInParallel() throws IOException {
    ArrayView array = new ArraySpec(DTypes.parse("<i4"), Shape.of(1_000, 15), Order.F, 0).view();
    WatchedFile file = new WatchedFile(known.source()).delayed(3);
    show(file, List.of(array), costs(1_200, 0), UNASKED, rows(100, 120));
    assertThat(file.reads()).hasSize(15).allMatch(read -> read.length() == 80);
    assertThat(file.mostReading()).isEqualTo(4);
    assertThat(counters.requests()).isEqualTo(15);
    assertThat(counters.bytesRead()).isEqualTo(15 * 80);
  }

  @Test
  void shortRunsWithShortGapsAreReadTogether() throws IOException {
    ArrayView array = new ArraySpec(DTypes.parse("<i4"), Shape.of(1_000, 15), Order.F, 0).view();
    WatchedFile file = new WatchedFile(known.source());
    show(file, List.of(array), costs(1_200, 4_000), UNASKED, rows(100, 120));
    assertThat(file.reads()).containsExactly(new ByteRange(400, 14 * 4_000 + 480));
    assertThat(counters.bytesRead()).isEqualTo(14 * 4_000 + 80);
    assertThat(counters.bytesWanted()).isEqualTo(15 * 80);
  }

  @Test
  void shortColumnsThatLieTogetherAreReadTogether() throws IOException {
    WatchedFile file = new WatchedFile(known.source());
    show(file, columns("<i4", Order.F, 100, 10), costs(8_000, 0), UNASKED, rows(0, 100));
    assertThat(file.reads()).containsExactly(new ByteRange(0, 4_000));
  }

  @Test
  void aSmallArrayOfManyAxesIsOneRequest() throws IOException {
    ArrayView array = new ArraySpec(DTypes.parse("<i2"), Shape.of(20, 5, 3, 6), Order.F, 10).view();
    WatchedFile file = new WatchedFile(known.source());
    show(file, List.of(array), costs(8_000, 0), UNASKED, rows(0, 20));
    assertThat(file.reads()).containsExactly(new ByteRange(10, 3_610));
    assertThat(file.readers()).containsExactly(Thread.currentThread());
  }

  /** A read of each row: the first row must not wait for thousands of them. */
  @Test
  void rowsThatLieFarApartAreReadInFewRows() throws IOException {
    List<ArrayView> column = List.of(columns("<i4", Order.C, 300, 50).get(7));
    WatchedFile file = new WatchedFile(known.source());
    int batches = show(file, column, costs(1_200, 100), UNASKED, rows(0, 300));
    assertThat(batches).isEqualTo(300 / 16 + 1);
    assertThat(file.reads()).hasSize(300).allMatch(read -> read.length() == 4);
  }

  @ParameterizedTest(name = "batches of {0} rows")
  @ValueSource(ints = {5_000, 250, 1})
  void aBatchLongerThanABlockIsReadInPieces(int asked) throws IOException {
    WatchedFile file = new WatchedFile(known.source());
    ReadCosts costs = costs(720, 0);
    int batches =
        show(file, columns("<i4", Order.C, 1_000, 3), costs, OptionalInt.of(asked), rows(0, 1_000));
    assertThat(batches).isEqualTo((1_000 + asked - 1) / asked);
    assertThat(file.reads()).allMatch(read -> read.length() <= 720);
    assertThat(counters.bytesRead()).isEqualTo(12_000);
  }

  @ParameterizedTest(name = "{0} columns of order {1}")
  @CsvSource({"1, C", "8, C", "1, F", "4, F"})
  void onlyThePlannedMemoryIsUsed(int columns, Order order) throws IOException {
    long before = DirectMemory.used();
    ReadCosts costs = new ReadCosts(0, 6_000, 60_000, 10, 2, 4);
    WatchedFile file = new WatchedFile(known.source()).delayed(1);
    List<ArrayView> shown = columns("u1", order, 60_000 / columns, columns);
    show(file, shown, costs, UNASKED, rows(0, 60_000 / columns));
    assertThat(file.mostMemory() - before).isBetween(12_000L, 18_000L);
    assertThat(DirectMemory.used()).isLessThanOrEqualTo(before);
  }

  @Test
  void gatheringStaysWithinItsMemory() throws IOException {
    long before = DirectMemory.used();
    ReadCosts costs = new ReadCosts(0, 6_000, 300_000, 10, 2, 2);
    ArrayView array = new ArraySpec(DTypes.parse("u1"), Shape.of(600, 100), Order.F, 0).view();
    WatchedFile file = new WatchedFile(known.source()).delayed(1);
    show(file, List.of(array), costs, OptionalInt.of(100), rows(0, 600));
    assertThat(file.mostMemory() - before).isBetween(20_000L, 300_000L);
  }

  private static List<ByteRange> inOrder(WatchedFile file) {
    return file.reads().stream().sorted((a, b) -> Long.compare(a.start(), b.start())).toList();
  }

  private static List<RowRange> rows(long first, long end) {
    return List.of(new RowRange(first, end));
  }

  /** Two blocks ahead, four reads at one time. */
  private static ReadCosts costs(long copiedBytes, long gapWorthReading) {
    return new ReadCosts(0, copiedBytes, 8 * copiedBytes, gapWorthReading, 2, 4);
  }

  private static List<ArrayView> columns(String dtype, Order order, long rows, int columns) {
    ArrayView array = new ArraySpec(DTypes.parse(dtype), Shape.of(rows, columns), order, 0).view();
    return IntStream.range(0, columns).mapToObj(j -> array.at(1, j)).toList();
  }
}
