package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.KnownFile;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a task ends, its threads have ended before its memory is freed, and both are gone. */
@Timeout(60)
class EndOfReadAheadTest {
  /** Blocks of 100 rows, so there are 10. */
  private static final ReadCosts COSTS = new ReadCosts(0, 1_200, 9_600, 0, 2, 4);

  private final ArrayFileException replaced =
      new ArrayFileException("s3a://b/a.npy", "replaced; load it again");

  private final IoCounters counters = new IoCounters();

  @TempDir Path folder;
  private KnownFile known;
  private WatchedFile file;

  /**
   * Of the JVM, the buffers that writing the file took included. It becomes less when a thread of
   * other tests ends.
   */
  private long memory;

  @BeforeEach
  void makeFile() throws IOException {
    known = new KnownFile(folder, 12_000);
    file = new WatchedFile(known.source());
    memory = DirectMemory.used();
  }

  /** After whatever a test did. */
  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(DirectMemory.used()).isLessThanOrEqualTo(memory);
    assertThat(file.readers()).noneMatch(EndOfReadAheadTest::isLivingWorker);
    known.close();
  }

  private static boolean isLivingWorker(Thread thread) {
    return thread.isAlive() && thread.getName().startsWith(ReadWorkers.NAME);
  }

  private Windows open(Order order) throws IOException {
    ArrayView array = new ArraySpec(DTypes.parse("<i4"), Shape.of(1_000, 3), order, 0).view();
    WindowPlan plan = new WindowPlan(List.of(array), COSTS, OptionalInt.of(100));
    return plan.open(file, List.of(new RowRange(0, 1_000)), counters);
  }

  @Test
  void windowsThatNeverShowReadNothing() throws IOException {
    Windows windows = open(Order.C);
    assertThat(DirectMemory.used()).isLessThanOrEqualTo(memory);
    windows.close();
    windows.close();
    assertThat(file.reads()).isEmpty();
    assertThat(file.ends()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closingInTheMiddleIsHarmless(Order order) throws IOException {
    file.delayed(2);
    for (int batches = 1; batches < 10; batches++) {
      Windows windows = open(order);
      for (int i = 0; i < batches; i++) {
        windows.show(100L * i, 100);
      }
      windows.close();
      windows.close();
      assertThat(DirectMemory.used()).isLessThanOrEqualTo(memory);
    }
  }

  @Test
  void allReadsAreDoneAfterTheLastBlockSoThatTheFileCanBeReadOn() throws IOException {
    for (int n = 0; n < 50; n++) {
      try (Windows windows = open(Order.F)) {
        for (int i = 0; i < 10; i++) {
          windows.show(100L * i, 100);
        }
      }
      assertThat(file.ends()).isZero();
    }
  }

  /** A killed or limited task does not wait for the network. */
  @ParameterizedTest(name = "reads hang from block {0} on")
  @ValueSource(ints = {1, 2, 5})
  void readsInProgressAreEndedByClose(int hanging) throws IOException, InterruptedException {
    file.waitingFrom(1_200L * hanging);
    try (Windows windows = open(Order.C)) {
      for (int i = 0; i < hanging; i++) {
        windows.show(100L * i, 100);
      }
      file.awaitReading(2);
    }
    assertThat(file.ends()).isPositive();
    assertThat(counters.requests()).isEqualTo(hanging + 2);
    assertThat(counters.bytesRead()).isEqualTo(hanging * 1_200L);
  }

  @Test
  void aReadThatBeginsAfterTheOthersWereEndedIsEndedToo() throws Exception {
    file.waitingFrom(1_200).beginningLate();
    try (Windows windows = open(Order.C)) {
      windows.show(0, 100);
      file.awaitCalled(2);
    }
    assertThat(file.ends()).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedTaskStopsWaiting(Order order) throws Exception {
    file.waitingFrom(order == Order.C ? 1_200 : 400);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread task =
        new Thread(
            () -> {
              try (Windows windows = open(order)) {
                windows.show(0, 100);
                windows.show(100, 100);
              } catch (Throwable e) {
                thrown.set(e);
              }
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    task.start();
    file.awaitReading(2);
    task.interrupt();
    task.join();
    assertThat(thrown.get())
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("interrupted while file " + known.path() + " was read");
    assertThat(interrupted.get()).isTrue();
    assertThat(file.ends()).isPositive();
  }

  @ParameterizedTest(name = "the read of block {0} fails")
  @ValueSource(ints = {0, 1, 4, 9})
  void aFailedReadIsThrownWhereItsRowsAreShown(int failing) throws IOException {
    file.failingAt(1_200L * failing, replaced);
    try (Windows windows = open(Order.C)) {
      for (int i = 0; i < failing; i++) {
        windows.show(100L * i, 100);
      }
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> windows.show(100L * failing, 100))
            .isInstanceOf(ArrayFileException.class)
            .hasMessage("file s3a://b/a.npy: replaced; load it again")
            .hasCause(replaced);
      }
    }
  }

  @Test
  void theFirstFailureOfABlockIsThrown() throws IOException {
    file.delayed(3).failingAt(8_000, new IOException("the last run")).failingAt(4_000, replaced);
    for (int n = 0; n < 10; n++) {
      try (Windows windows = open(Order.F)) {
        assertThatThrownBy(() -> windows.show(0, 100)).hasCause(replaced);
      }
    }
  }

  @Test
  void anotherExceptionIsACause() throws IOException {
    RuntimeException wrong = new IllegalStateException("wrong pool");
    file.failingAt(0, wrong);
    try (Windows windows = open(Order.C)) {
      assertThatThrownBy(() -> windows.show(0, 100))
          .isInstanceOf(IOException.class)
          .hasMessage("wrong pool")
          .hasCause(wrong);
    }
  }

  /** Spark ends the JVM for an error that it finds among causes. */
  @Test
  void anErrorIsNoCause() throws IOException {
    file.failingAt(0, new OutOfMemoryError("Java heap space"));
    try (Windows windows = open(Order.C)) {
      assertThatThrownBy(() -> windows.show(0, 100))
          .isInstanceOf(IOException.class)
          .hasMessage("java.lang.OutOfMemoryError: Java heap space")
          .hasNoCause();
    }
  }

  @Test
  void rowsAreShownInTheirOrderOnly() throws IOException {
    try (Windows windows = open(Order.C)) {
      windows.show(400, 50);
      assertThat(windows.mostRows(450)).isEqualTo(50);
      assertThat(windows.mostRows(500)).isEqualTo(100);
      assertThatThrownBy(() -> windows.show(399, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("row 399 is not among those that are still read");
      assertThatThrownBy(() -> windows.show(450, 51))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows 450 to 501 do not lie in one block");
      windows.show(450, 50);
    }
  }
}
