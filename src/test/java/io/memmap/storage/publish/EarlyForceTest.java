package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyForceTest {
  private static final int BYTES_PER_FORCE = 10;

  @TempDir Path folder;

  private final AtomicInteger forces = new AtomicInteger();

  private NewArrayFile file(FileCalls calls) throws IOException {
    return NewArrayFile.create(ObservedFileSystem.path(folder, calls), 100);
  }

  private FileCalls counting(Runnable before) {
    return (call, path) -> {
      if (call.equals("force")) {
        before.run();
        forces.incrementAndGet();
      }
    };
  }

  @Test
  void forcesWhatHasBeenAdded() throws IOException {
    NewArrayFile file = file(counting(() -> {}));
    try (EarlyForce force = new EarlyForce(BYTES_PER_FORCE)) {
      force.added(file, 9);
      force.await();
      assertThat(forces).hasValue(0);
      force.added(file, 1);
      force.await();
      assertThat(forces).hasValue(1);
      force.added(file, 9);
      force.await();
      assertThat(forces).hasValue(1);
    }
  }

  @Test
  void whatIsAddedDuringAForceIsForcedAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    NewArrayFile file =
        file(
            counting(
                () -> {
                  begun.countDown();
                  await(goOn);
                }));
    try (EarlyForce force = new EarlyForce(BYTES_PER_FORCE)) {
      force.added(file, 10);
      begun.await();
      for (int i = 0; i < 20; i++) {
        force.added(file, 10);
      }
      goOn.countDown();
      force.await();
      assertThat(forces).hasValue(2);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A later force of the same file may succeed without the bytes that this one has lost. */
  @Test
  void anErrorIsToldAtTheEnd() throws IOException {
    NewArrayFile file =
        file(
            (call, path) -> {
              if (call.equals("force") && forces.incrementAndGet() == 1) {
                throw new IOException("Input/output error");
              }
            });
    try (EarlyForce force = new EarlyForce(BYTES_PER_FORCE)) {
      force.added(file, 10);
      assertThatThrownBy(force::await)
          .isInstanceOf(IOException.class)
          .hasMessage("Input/output error");
      force.added(file, 10);
      assertThatThrownBy(force::await).hasMessage("Input/output error");
    }
  }
}
