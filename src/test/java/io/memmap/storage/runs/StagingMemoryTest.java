package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.publish.NewArrayFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staged records take the memory of their block, on and off the heap, and little more. */
class StagingMemoryTest {
  private static final int MIB = 1 << 20;
  private static final int WIDE = 64 * MIB;

  /** Odd, so that its multiples visit every index below a power of two. */
  private static final long SCATTER = 2_654_435_761L;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWideRecordIsStagedAndPlacedThroughSmallBuffers(boolean indexed) throws Exception {
    List<Run> runs = new ArrayList<>();
    assertThat(directMemoryOf(() -> runs.addAll(staged(WIDE, 1, indexed)))).isLessThan(2 * MIB);
    assertThat(directMemoryOf(() -> placed(runs))).isLessThan(2 * MIB);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 100})
  void recordsInNoOrderAreSortedByTheirPlaces(int recordBytes) throws Exception {
    int records = 1 << (recordBytes == 100 ? 18 : 20);
    try (RunWriter writer = new RunWriter(folder.resolve("part"), recordBytes, true)) {
      for (int i = 0; i < records; i++) {
        writer.add(i * SCATTER % records);
      }
      long allocated = allocatedBy(() -> writer.finish(false));
      assertThat(allocated).isLessThan((long) records * Integer.BYTES + MIB);
    }
  }

  @Test
  void fewRecordsTakeLittleMemory() throws Exception {
    assertThat(allocatedBy(() -> staged(8, 100, true))).isLessThan(MIB);
  }

  private List<Run> staged(int recordBytes, int records, boolean indexed) throws IOException {
    Path part = folder.resolve("part-" + recordBytes + indexed);
    try (RunWriter writer = new RunWriter(part, recordBytes, indexed)) {
      for (int i = 0; i < records; i++) {
        if (indexed) {
          writer.add(i * SCATTER % records);
        } else {
          writer.add();
        }
      }
      return writer.finish(false);
    }
  }

  private Void placed(List<Run> runs) throws IOException {
    Path file = NewArrayFile.create(folder, WIDE).path();
    ArrayView target = new ArraySpec(DTypes.parse("u1"), Shape.of(1, WIDE), Order.C, 0).view();
    try (RunReader reader = new RunReader(runs.get(0), WIDE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      new Placement(target, WIDE).write(channel, reader.records(0, 1), 0, 0, 1);
    }
    return null;
  }

  /** Memory off the heap that the JVM keeps for a thread after an action. */
  private static long directMemoryOf(Callable<?> action) throws Exception {
    long before = DirectMemory.used();
    FutureTask<Long> grown =
        new FutureTask<>(
            () -> {
              action.call();
              return DirectMemory.used() - before;
            });
    Thread thread = new Thread(grown);
    thread.start();
    return grown.get();
  }

  /** Bytes that this thread allocates on the heap. */
  private static long allocatedBy(Callable<?> action) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.call();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
