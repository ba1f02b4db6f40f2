package io.memmap.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelJobsTest {
  @TempDir Path folder;

  @Test
  void aJobThatFailsClosesNoChannelUnderTheOthers() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CountDownLatch writing = new CountDownLatch(1);
      Callable<Void> fails =
          () -> {
            writing.await();
            throw new IOException("disk full");
          };
      Callable<Void> writes =
          () -> {
            writing.countDown();
            for (int i = 0; i < 2_000; i++) {
              channel.write(ByteBuffer.allocate(4096), i * 4096L);
            }
            return null;
          };
      assertThatThrownBy(() -> ParallelJobs.run(List.of(fails, writes)))
          .isInstanceOf(IOException.class)
          .hasMessage("disk full");
      assertThat(channel.isOpen()).isTrue();
      assertThat(channel.size()).isEqualTo(2_000 * 4096);
    }
  }

  @Test
  void jobsThatWaitAreNotStartedAfterAFailure() {
    List<Callable<Void>> jobs = new java.util.ArrayList<>();
    List<Integer> started = new java.util.concurrent.CopyOnWriteArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      jobs.add(
          () -> {
            started.add(number);
            if (number == 0) {
              throw new IOException("first");
            }
            Thread.sleep(5);
            return null;
          });
    }
    assertThatThrownBy(() -> ParallelJobs.run(jobs)).hasMessage("first");
    assertThat(started).hasSizeLessThan(500);
  }

  /** Spark ends the JVM for an Error anywhere among the causes of an exception. */
  @Test
  void anErrorIsOnlyNamedInTheMessage() {
    Error error = new OutOfMemoryError("Java heap space");
    IOException suppressing = new IOException("suppressing");
    suppressing.addSuppressed(error);
    for (Exception thrown :
        List.of(
            new IOException("Map failed", error),
            new IllegalStateException("wrapped", new IOException("Map failed", error)),
            suppressing)) {
      IOException told = told(thrown);
      assertThat(told).hasMessage(thrown.getMessage()).hasNoCause();
      assertThat(told.getSuppressed()).isEmpty();
    }
    assertThat(told(error)).hasMessageContaining("OutOfMemoryError: Java heap space").hasNoCause();
    assertThat(told(new IOException("disk full")))
        .hasMessage("disk full")
        .hasRootCauseMessage("disk full");
    assertThat(told(new ArithmeticException())).hasMessage("java.lang.ArithmeticException");
  }

  @Test
  void anErrorAboutTheArrayKeepsItsTypeAndPath() {
    for (ArrayFileException thrown :
        List.of(
            new ArrayFileException("/a.npy", "expected %d bytes", 8),
            new ArrayFileException("/a.npy", new IOException("Map failed"), "cannot map"))) {
      IOException told = told(thrown);
      assertThat(told).hasMessage(thrown.getMessage()).hasCause(thrown);
      assertThat(((ArrayFileException) told).path()).isEqualTo("/a.npy");
    }
    ArrayFileException withError =
        new ArrayFileException("/a.npy", new OutOfMemoryError("Map failed"), "cannot map");
    assertThat(told(withError))
        .isInstanceOf(ArrayFileException.class)
        .hasMessage("file /a.npy: cannot map")
        .hasNoCause();
  }

  private static IOException told(Throwable thrown) {
    Callable<Void> fails =
        () -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (Exception) thrown;
        };
    try {
      ParallelJobs.run(List.of(fails));
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }
}
