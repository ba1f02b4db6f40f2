package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an array after it is closed. */
class ArrayFileCloseTest {
  private static final int THREADS = 3;

  private final AtomicLong rounds = new AtomicLong();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.write(folder.resolve("closed.dat"), new byte[1 << 20]);
  }

  private ArrayFile open(String mode) throws IOException {
    return ArrayFile.open(file, "<f4", new long[] {-1}, 0, "C", mode);
  }

  private boolean isMapped() throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(file.toString());
  }

  private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed.dat: the array is closed; open it again");
  }

  @Test
  void everyUseOfAClosedArrayAndItsViewsIsRefused() throws IOException {
    ArrayFile array = open("r+");
    MappedArray view = array.slice("::2");
    assertThat(view.floatAt(3)).isZero();
    assertThat(isMapped()).isTrue();
    array.close();
    array.close();
    assertThat(isMapped()).isFalse();
    assertClosed(() -> array.floatAt(0));
    assertClosed(() -> array.setFloat(1, 0));
    assertClosed(() -> view.floatAt(new long[] {1}));
    assertClosed(() -> view.slice("1:"));
    assertClosed(view::buffer);
    assertClosed(array::flush);
    assertClosed(array::checkLength);
    assertThat(view.shape()).containsExactly(1 << 17);
  }

  @Test
  void aBufferOutlivesItsArray() throws IOException {
    ByteBuffer buffer;
    try (ArrayFile array = open("r+")) {
      array.setFloat(2.5f, 7);
      buffer = array.buffer();
    }
    assertThat(buffer.getFloat(28)).isEqualTo(2.5f);
  }

  @Test
  void aFailedOpenLeavesNoMapping() throws IOException {
    assertThatThrownBy(() -> ArrayFile.open(file, "<f4", new long[] {1 << 19}));
    assertThat(isMapped()).isFalse();
  }

  /** Readers see the closing soon, and no memory goes away under them. */
  @Test
  void closingUnderReadersOfOtherThreadsIsSafe() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 20; round++) {
        ArrayFile array = open("r+");
        CountDownLatch reading = new CountDownLatch(THREADS);
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          readers.add(pool.submit(untilClosed(array, reading)));
        }
        reading.await();
        array.close();
        for (Future<Boolean> reader : readers) {
          assertThat(reader.get()).isTrue();
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** The thread that opened it reads while another one closes. */
  @Test
  void closingByAnotherThreadIsSafe() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 20; round++) {
        ArrayFile array = open("r");
        CountDownLatch reading = new CountDownLatch(1);
        Future<?> closed =
            pool.submit(
                () -> {
                  reading.await();
                  array.close();
                  return null;
                });
        assertThat(untilClosed(array, reading).call()).isTrue();
        closed.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reads until it fails; its loops are short, since a long one may see the closing late. */
  private Callable<Boolean> untilClosed(ArrayFile array, CountDownLatch reading) {
    return () -> {
      float sum = array.floatAt(0);
      reading.countDown();
      try {
        while (sum == 0) {
          for (long i = 0; i < 1 << 10; i++) {
            sum += array.floatAt(i);
          }
          rounds.incrementAndGet();
        }
        return false;
      } catch (IllegalStateException closed) {
        return true;
      }
    };
  }
}
