package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners of staging folders, while many processes and threads look, own and release at once. */
class FolderOwnerTest {
  private static final int THREADS = 4;

  @TempDir Path folder;

  private Path target;

  @BeforeEach
  void name() throws IOException {
    target = Files.write(folder.resolve("a.dat"), new byte[8]);
  }

  private static <T> List<T> atOnce(Callable<T> job) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      List<Future<T>> futures = pool.invokeAll(java.util.Collections.nCopies(THREADS, job));
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private void assertAlone() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void allProcessesSeeThatAFolderIsAbandoned() throws Exception {
    CutOffUpdates.leave(target, 1);
    Callable<Integer> looks =
        () -> {
          int pending = 0;
          for (int i = 0; i < 500; i++) {
            pending += InterruptedUpdate.isPending(target) ? 1 : 0;
          }
          return pending;
        };
    assertThat(atOnce(looks)).containsOnly(500);
  }

  @Test
  void updatesThatTakeTurnsLeaveOneAnotherAlone() throws Exception {
    Callable<Integer> updates =
        () -> {
          int turns = 0;
          for (int i = 0; i < 100; i++) {
            Optional<StagingArea> area = turn();
            if (area.isPresent()) {
              Path part = area.get().folder().resolve("part-" + turns++);
              Files.createFile(part);
              Thread.sleep(1);
              assertThat(part).exists();
              area.get().close();
            }
          }
          return turns;
        };
    assertThat(atOnce(updates).stream().mapToInt(turns -> turns).sum()).isPositive();
    assertAlone();
  }

  private Optional<StagingArea> turn() throws IOException {
    try {
      return Optional.of(StagingArea.createForUpdate(target, java.util.UUID.randomUUID() + ""));
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("another write is appending to it or updating it");
      return Optional.empty();
    }
  }

  @Test
  void writersThatComeAndGoRemoveNoLivingFolder() throws Exception {
    Callable<Integer> writes =
        () -> {
          for (int i = 0; i < 1000; i++) {
            try (StagingArea area =
                StagingArea.create(target, java.util.UUID.randomUUID().toString())) {
              Files.createFile(area.folder().resolve("part-0"));
            }
          }
          return 1;
        };
    assertThat(atOnce(writes)).hasSize(THREADS);
    assertAlone();
  }

  /** A task attempt that the job has abandoned has a file open and is about to make another one. */
  @Test
  void aLateAttemptCannotBringTheFolderBack() throws IOException {
    StagingArea area = StagingArea.create(target, "1");
    Path part = area.folder().resolve("part-0-0");
    try (FileChannel open =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      area.close();
      open.write(java.nio.ByteBuffer.allocate(10));
      assertThat(area.folder()).doesNotExist();
    }
    assertAlone();
  }

  private Path made() throws IOException {
    return Files.createDirectory(
        StagingArea.folder(target, java.util.UUID.randomUUID().toString()));
  }

  /** A process that is killed before it has a lock leaves such a folder. */
  @Test
  void aFolderThatNeverHadAnOwnerIsRemovedAtOnce() throws IOException {
    made();
    Files.createFile(made().resolve("owner.draft"));
    StagingArea.create(target, "1").close();
    assertAlone();
  }

  @Test
  void aFolderWhoseOwnerIsJustLockingIsLeft() throws IOException {
    Path made = made();
    Path draft = Files.createFile(made.resolve("owner.draft"));
    Process other = OtherProcess.locking(draft);
    try {
      StagingArea.create(target, "1").close();
      assertThat(draft).exists();
    } finally {
      other.destroyForcibly().onExit().join();
    }
    StagingArea.create(target, "1").close();
    assertAlone();
  }

  /** A new folder that another process takes for an abandoned one is made again. */
  @Test
  void aWriterMakesAnotherFolderIfItsNewOneIsRemoved() throws Exception {
    Callable<Integer> removes =
        () -> {
          int writes = 0;
          long end = System.nanoTime() + 1_000_000_000L;
          while (System.nanoTime() < end) {
            StagingArea.create(target, java.util.UUID.randomUUID().toString()).close();
            writes++;
          }
          return writes;
        };
    Process other = OtherProcess.writing(target);
    try {
      assertThat(atOnce(removes)).allMatch(writes -> writes > 0);
    } finally {
      other.getOutputStream().close(); // which it waits for
      assertThat(other.waitFor()).isZero();
    }
    assertAlone();
  }

  /** Another class loader has other statics, and a lock is lost when its file is closed. */
  @Test
  void aSecondClassLoaderLeavesTheLocksOfTheFirst() throws Exception {
    java.net.URL classes = StagingArea.class.getProtectionDomain().getCodeSource().getLocation();
    try (StagingArea area = StagingArea.create(target, java.util.UUID.randomUUID().toString());
        java.net.URLClassLoader loader =
            new java.net.URLClassLoader(
                new java.net.URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> again = loader.loadClass(StagingArea.class.getName());
      assertThat(again).isNotSameAs(StagingArea.class);
      AutoCloseable second =
          (AutoCloseable)
              again
                  .getMethod("create", Path.class, String.class)
                  .invoke(null, target, java.util.UUID.randomUUID().toString());
      second.close();
      assertThat(OtherProcess.write(target)).isZero();
      assertThat(area.folder()).isDirectory();
    }
    assertAlone();
  }
}
