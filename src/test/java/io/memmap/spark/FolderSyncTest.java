package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.publish.FolderSync;
import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** File systems that cannot force folders: each write warns once. */
class FolderSyncTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private final AtomicInteger forced = new AtomicInteger();

  private Path failing() {
    FileCalls calls =
        (call, path) -> {
          if (call.equals("force")) {
            forced.incrementAndGet();
            throw new IOException("Invalid argument");
          }
        };
    return ObservedFileSystem.path(folder, calls);
  }

  @Test
  void oneWarningForEachWrite() {
    Path path = failing();
    assertThat(
            LogLines.of(
                FolderSync.class,
                () -> {
                  FolderSync write = new FolderSync(true);
                  write.force(path);
                  write.force(path);
                }))
        .singleElement()
        .asString()
        .contains("folder " + folder + ": its entries cannot be forced to the disk")
        .contains("(Invalid argument)")
        .contains("sync=false");
    assertThat(forced).hasValue(2);
  }

  @Test
  void nothingIsForcedOrSaidWithoutSync() {
    assertThat(LogLines.of(FolderSync.class, () -> new FolderSync(false).force(failing())))
        .isEmpty();
    assertThat(forced).hasValue(0);
  }

  @Test
  void anInterruptedThreadForcesToo() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    FileCalls calls =
        new FileCalls() {
          @Override
          public void before(String call, Path path) {
            if (call.equals("force") && begun.getAndIncrement() == 0) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void after(String call, Path path) {
            if (call.equals("force")) {
              done.incrementAndGet();
            }
          }
        };
    Thread.currentThread().interrupt();
    new FolderSync(true).force(ObservedFileSystem.path(folder, calls));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun).hasValue(2);
    assertThat(done).hasValue(1);
  }
}
