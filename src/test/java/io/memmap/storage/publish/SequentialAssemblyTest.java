package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.runs.LocalOutput;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequentialAssemblyTest {
  @TempDir Path folder;

  @Test
  void theFirstRunBecomesTheFileAndTheOthersFollow() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 5, false)) {
      Run first = run("a", 1000, 0, 5);
      Object inode = Files.getAttribute(Path.of(first.file()), "unix:ino");
      assembly.add(first, 4);
      assembly.add(run("b", 70_000, 1000, 5), 4);
      assembly.add(run("c", 3, 71_000, 5), 4);
      Path file = assembly.finish(5 + 4 * 71_003).path();
      assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
      assertNumbers(file, 5, 71_003);
      assertOnlyTheArray();
    }
  }

  @Test
  void aRunThatIsStagedElsewhereIsCopied() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 128, false)) {
      assembly.add(run("a", 10, 0, 0), 4);
      assembly.add(run("b", 10, 10, 0), 4);
      assertNumbers(assembly.finish(128 + 80).path(), 128, 20);
      assertOnlyTheArray();
    }
  }

  @Test
  void aLongerFileEndsInZeroes() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0, false)) {
      assembly.add(run("a", 2, 0, 0), 4);
      byte[] bytes = Files.readAllBytes(assembly.finish(12).path());
      assertThat(bytes).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    }
    assertThat(folder.resolve("array")).exists();
  }

  @Test
  void nothingAddedIsAFileOfZeroes() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0, false)) {
      assertThat(Files.readAllBytes(assembly.finish(3).path())).containsExactly(0, 0, 0);
    }
  }

  @Test
  void aMissingStagingFileIsReportedAtTheEnd() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0, false)) {
      assembly.add(run("a", 2, 0, 0), 4);
      Run lost = run("b", 2, 2, 0);
      Files.delete(Path.of(lost.file()));
      assembly.add(lost, 4);
      assertThatThrownBy(() -> assembly.finish(16)).hasMessageContaining("shared file system");
    }
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0, false)) {
      Run lost = Run.dense(folder.resolve("nowhere").toString(), 0, 2, 0);
      assembly.add(lost, 4);
      assertThatThrownBy(() -> assembly.finish(8)).hasMessageContaining("shared file system");
    }
  }

  /** A thread of Spark's scheduler adds runs, and all jobs would wait for it. */
  @Test
  void addingDoesNotWaitForTheFileSystem() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    FileCalls hangs =
        (call, path) -> {
          try {
            hanging.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    try (SequentialAssembly assembly =
        new SequentialAssembly(ObservedFileSystem.path(folder, hangs), 5, false)) {
      List<Run> runs = List.of(run("a", 10, 0, 5), run("b", 10, 10, 0), run("c", 10, 20, 0));
      CompletableFuture.runAsync(() -> runs.forEach(run -> assembly.add(run, 4)))
          .get(1, TimeUnit.MINUTES);
      hanging.countDown();
      assembly.finish(5 + 4 * 30);
      assertNumbers(folder.resolve("array"), 5, 30);
      assertOnlyTheArray();
    }
  }

  /** Big-endian numbers from {@code first} on. */
  private Run run(String name, int count, int first, long start) throws IOException {
    Path file = folder.resolve(name);
    try (RunWriter writer = new RunWriter(LocalOutput.create(file), 4, false, start)) {
      for (int i = 0; i < count; i++) {
        ByteBuffer.wrap(writer.block()).putInt(writer.position(), first + i);
        writer.add();
      }
      return writer.finish(false).get(0);
    }
  }

  private static void assertNumbers(Path file, int offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    assertThat(bytes.capacity()).isEqualTo(offset + 4 * count);
    for (int i = 0; i < offset; i++) {
      assertThat(bytes.get(i)).isZero();
    }
    for (int i = 0; i < count; i++) {
      assertThat(bytes.getInt(offset + 4 * i)).isEqualTo(i);
    }
  }

  private void assertOnlyTheArray() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("array"));
    }
  }
}
