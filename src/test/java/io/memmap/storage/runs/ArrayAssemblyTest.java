package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.publish.NewArrayFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of several writers become one array, in any order of arrival and for either order. */
class ArrayAssemblyTest {
  private static final int ROWS = 10_007;
  private static final int COLUMNS = 3;
  private static final int OFFSET = 5;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"C, 1", "C, 4", "F, 1", "F, 4"})
  void rowsInAnyOrderOfArrival(Order order, int writers) throws IOException {
    List<Integer> rows = shuffled();
    List<Run> runs = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int from = rows.size() * w / writers;
      runs.addAll(staged("part" + w, rows.subList(from, rows.size() * (w + 1) / writers)));
    }
    assertThat(assembled(order, runs).found()).isEmpty();
    assertComplete(order);
  }

  @ParameterizedTest
  @CsvSource({"C", "F"})
  void partitionsOneAfterTheOther(Order order) throws IOException {
    List<Run> runs = new ArrayList<>();
    long base = 0;
    for (int w = 0; w < 3; w++) {
      try (RunWriter writer = new RunWriter(folder.resolve("p" + w), COLUMNS * 4, false)) {
        int end = ROWS * (w + 1) / 3;
        for (int row = ROWS * w / 3; row < end; row++) {
          encode(writer, row);
          writer.add();
        }
        for (Run run : writer.finish(false)) {
          runs.add(run.shiftedBy(base));
        }
        base += writer.count();
      }
    }
    Collections.reverse(runs);
    assertThat(assembled(order, runs).found()).isEmpty();
    assertComplete(order);
  }

  @ParameterizedTest
  @CsvSource({"C", "F"})
  void duplicatesAndGapsAreCountedAndSomeNamed(Order order) throws IOException {
    List<Integer> rows = shuffled();
    rows.removeAll(List.of(3, 9_000));
    rows.addAll(List.of(5, 5, 7_777));
    assertThat(assembled(order, staged("part", rows)).found())
        .isEqualTo("3 duplicate indices (5, 5, 7777) and 2 missing indices (3, 9000)");
  }

  @Test
  void aGapBetweenDenseRunsIsNamed() throws IOException {
    List<Integer> first = IntStream.range(0, 10).boxed().toList();
    List<Integer> second = IntStream.range(20, 30).boxed().toList();
    List<Run> runs = new ArrayList<>(staged("a", first));
    runs.addAll(staged("b", second));
    assertThat(runs).allMatch(Run::isDense);
    assertThat(assembled(Order.C, runs).found())
        .isEqualTo("10 missing indices (10, 11, 12, 13, 14, ...)");
  }

  /** Records that are single elements are assembled in windows of any size, not of whole rows. */
  @Test
  void aRowLongerThanMemoryIsNotAWindow() throws IOException {
    ArraySpec rows = new ArraySpec(DTypes.parse("<f4"), Shape.of(2, 1_000_000_000), Order.C, 0);
    Path part = folder.resolve("part");
    List<Run> runs;
    try (RunWriter writer = new RunWriter(part, 4, true)) {
      for (long index : new long[] {0, 1, 3}) {
        writer.add(index);
      }
      runs = writer.finish(false);
    }
    NewArrayFile file = NewArrayFile.create(folder, rows.end());
    assertThat(new ArrayAssembly(rows.view(), 4, runs).writeTo(file.path()).found())
        .isEqualTo("1 missing indices (2)");
  }

  @ParameterizedTest
  @CsvSource({"C, 64", "F, 64", "C, 40000", "F, 40000", "F, 1"})
  void elementsAreAssembledInWindowsOfAnySize(Order order, int windowBytes) throws IOException {
    List<Integer> elements =
        new ArrayList<>(IntStream.range(0, ROWS * COLUMNS).boxed().toList().subList(0, 300));
    Collections.shuffle(elements, new Random(3));
    ArraySpec array = new ArraySpec(DTypes.parse(">i4"), Shape.of(3, 100), order, OFFSET);
    List<Run> runs = new ArrayList<>();
    for (int w = 0; w < 5; w++) {
      try (RunWriter writer = new RunWriter(folder.resolve("part" + w), 4, true)) {
        for (int element : elements.subList(60 * w, 60 * (w + 1))) {
          ByteBuffer.wrap(writer.block()).putInt(writer.position(), element + 1);
          writer.add(element);
        }
        runs.addAll(writer.finish(false));
      }
    }
    NewArrayFile file = NewArrayFile.create(folder, array.end());
    ArrayAssembly assembly = new ArrayAssembly(array.view(), 4, runs, windowBytes);
    assertThat(assembly.writeTo(file.path()).found()).isEmpty();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file.path()));
    for (int element = 0; element < 300; element++) {
      int at = order == Order.C ? element : element % 100 * 3 + element / 100;
      assertThat(bytes.getInt(OFFSET + at * 4)).isEqualTo(element + 1);
    }
  }

  /** A permutation asks each run once per window, and opens each file once. */
  @Test
  void readsOfAPermutationFollowItsRunsAndWindows() throws IOException {
    List<Integer> rows = shuffled();
    List<Run> runs = new ArrayList<>();
    for (int w = 0; w < 40; w++) {
      runs.addAll(
          staged("part" + w, rows.subList(rows.size() * w / 40, rows.size() * (w + 1) / 40)));
    }
    NewArrayFile file = NewArrayFile.create(folder, spec(Order.C).end());
    int windows = 50;
    int windowBytes = (ROWS / windows + 1) * COLUMNS * 4;
    ArrayAssembly assembly =
        new ArrayAssembly(spec(Order.C).view(), COLUMNS * 4, runs, windowBytes);
    long before = readCalls();
    assertThat(assembly.writeTo(file.path()).found()).isEmpty();
    assertThat(readCalls() - before).isLessThan(40L * windows * 10L);
    assertComplete(Order.C);
  }

  /** Read calls of this process, as Linux counts them. */
  private static long readCalls() throws IOException {
    Path counters = Path.of("/proc/self/io");
    assumeTrue(Files.exists(counters), "only Linux counts a process' reads");
    return Files.readAllLines(counters).stream()
        .filter(line -> line.startsWith("syscr: "))
        .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAbandonedAttemptLeavesNothing() throws IOException {
    Path file = folder.resolve("part");
    RunWriter writer = new RunWriter(file, COLUMNS * 4, false);
    encode(writer, 1);
    writer.add();
    writer.abandon();
    assertThat(file).doesNotExist();
  }

  private static List<Integer> shuffled() {
    List<Integer> rows = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(rows, new Random(7));
    return rows;
  }

  private List<Run> staged(String name, List<Integer> rows) throws IOException {
    try (RunWriter writer = new RunWriter(folder.resolve(name), COLUMNS * 4, true)) {
      for (int row : rows) {
        encode(writer, row);
        writer.add(row);
      }
      return writer.finish(true);
    }
  }

  private static void encode(RunWriter writer, int row) {
    ByteBuffer block = ByteBuffer.wrap(writer.block()).position(writer.position());
    for (int column = 0; column < COLUMNS; column++) {
      block.putInt(value(row, column));
    }
  }

  private static int value(int row, int column) {
    return row * 10 + column + 1;
  }

  private static ArraySpec spec(Order order) {
    return new ArraySpec(DTypes.parse(">i4"), Shape.of(ROWS, COLUMNS), order, OFFSET);
  }

  private IndexProblems assembled(Order order, List<Run> runs) throws IOException {
    NewArrayFile file = NewArrayFile.create(folder, spec(order).end());
    return new ArrayAssembly(spec(order).view(), COLUMNS * 4, runs).writeTo(file.path());
  }

  private void assertComplete(Order order) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("array")));
    assertThat(bytes.remaining()).isEqualTo(OFFSET + ROWS * COLUMNS * 4);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int element = order == Order.C ? row * COLUMNS + column : column * ROWS + row;
        assertThat(bytes.getInt(OFFSET + element * 4)).isEqualTo(value(row, column));
      }
    }
  }
}
