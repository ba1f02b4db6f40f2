package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reads of staged records by an update whose indices come in random order. */
class UpdateReadsTest {
  private static final int RECORDS = 200_000;
  private static final int TASKS = 20;
  private static final int PARTS = 50;
  private static final ArraySpec ARRAY =
      new ArraySpec(DTypes.parse(">i8"), Shape.of(RECORDS), Order.C, 0);

  @TempDir Path folder;

  private List<Run> staged(String name, List<Integer> indices) throws IOException {
    try (RunWriter writer = new RunWriter(folder.resolve(name), Long.BYTES, true)) {
      for (int index : indices) {
        ByteBuffer.wrap(writer.block()).putLong(writer.position(), index + 1L);
        writer.add(index);
      }
      return writer.finish(false);
    }
  }

  private List<Run> permutation() throws IOException {
    List<Integer> all = new ArrayList<>(IntStream.range(0, RECORDS).boxed().toList());
    Collections.shuffle(all, new Random(11));
    List<Run> runs = new ArrayList<>();
    int each = RECORDS / TASKS;
    for (int task = 0; task < TASKS; task++) {
      runs.addAll(staged("task" + task, all.subList(task * each, (task + 1) * each)));
    }
    return runs;
  }

  private static InPlaceAssembly update(List<Run> runs) {
    int partBytes = RECORDS / PARTS * (2 * Long.BYTES + Integer.BYTES);
    return new InPlaceAssembly(ARRAY, StagedRecord.whole(Long.BYTES), runs, partBytes);
  }

  /** A few for the search in each run, and two for the records: no binary search for each index. */
  @Test
  void readsFollowRunsAndParts() throws IOException {
    InPlaceAssembly update = update(permutation());
    Path file = Files.write(folder.resolve("array"), new byte[RECORDS * Long.BYTES]);
    long before = readCalls();
    assertThat(update.check(0, RECORDS).found()).isEmpty();
    long checked = readCalls();
    assertThat(checked - before).isLessThan(6L * TASKS * PARTS);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      update.applyTo(channel);
    }
    assertThat(readCalls() - checked).isLessThan(7L * TASKS * PARTS);
    long[] found = new long[RECORDS];
    ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer().get(found);
    assertThat(found).isEqualTo(IntStream.rangeClosed(1, RECORDS).asLongStream().toArray());
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
  void aStagingFileIsOpenedOnce() throws IOException {
    List<Run> runs = permutation();
    try (StagedFiles files = new StagedFiles()) {
      for (Run run : runs) {
        files.reader(run, Long.BYTES).close();
      }
      for (Run run : runs) {
        Files.delete(Path.of(run.file()));
      }
      for (Run run : runs) {
        RecordSlice.Part part = RecordSlice.Part.all(run);
        assertThat(part.split(0, 0, RECORDS, files, Long.BYTES)).isZero();
      }
    }
  }

  /** Even and uneven steps, repetitions, and all values in one place. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aSplitIsFoundAsASortedSearchFindsIt(int kind) throws IOException {
    Random random = new Random(kind);
    List<Integer> indices =
        IntStream.range(0, 20_000)
            .map(
                i ->
                    switch (kind) {
                      case 0 -> random.nextInt(RECORDS);
                      case 1 -> (int) (1e-4 * i * i);
                      case 2 -> i < 19_000 ? 7 : 150_000 + i % 3;
                      case 3 -> (int) Math.sqrt(1e6 * i);
                      default -> i % 10;
                    })
            .sorted()
            .boxed()
            .toList();
    Run run = staged("run", indices).get(0);
    int[] sorted = indices.stream().mapToInt(i -> i).toArray();
    try (StagedFiles files = new StagedFiles()) {
      for (int round = 0; round < 300; round++) {
        int index = round % 2 == 0 ? random.nextInt(RECORDS) : sorted[random.nextInt(20_000)];
        long expected = Arrays.stream(sorted).filter(one -> one < index).count();
        RecordSlice.Part part = RecordSlice.Part.all(run);
        assertThat(part.split(index, 0, RECORDS, files, Long.BYTES)).isEqualTo(expected);
      }
    }
  }
}
