package io.memmap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequentialAssemblyTest {
  @TempDir Path folder;

  @Test
  void theFirstRunBecomesTheFileAndTheOthersFollow() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 5)) {
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
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 128)) {
      assembly.add(run("a", 10, 0, 0), 4);
      assembly.add(run("b", 10, 10, 0), 4);
      assertNumbers(assembly.finish(128 + 80).path(), 128, 20);
      assertOnlyTheArray();
    }
  }

  @Test
  void aLongerFileEndsInZeroes() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0)) {
      assembly.add(run("a", 2, 0, 0), 4);
      byte[] bytes = Files.readAllBytes(assembly.finish(12).path());
      assertThat(bytes).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    }
    assertThat(folder.resolve("array")).exists();
  }

  @Test
  void nothingAddedIsAFileOfZeroes() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0)) {
      assertThat(Files.readAllBytes(assembly.finish(3).path())).containsExactly(0, 0, 0);
    }
  }

  @Test
  void aMissingStagingFileIsToldInTheEnd() throws IOException {
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0)) {
      assembly.add(run("a", 2, 0, 0), 4);
      Run lost = run("b", 2, 2, 0);
      Files.delete(Path.of(lost.file()));
      assembly.add(lost, 4);
      assertThatThrownBy(() -> assembly.finish(16)).hasMessageContaining("shared file system");
    }
    try (SequentialAssembly assembly = new SequentialAssembly(folder, 0)) {
      Run lost = new Run(folder.resolve("nowhere").toString(), 0, 2, 0, 1, -1);
      assertThatThrownBy(() -> assembly.add(lost, 4)).hasMessageContaining("shared file system");
    }
  }

  /** Big-endian numbers from {@code first} on. */
  private Run run(String name, int count, int first, long start) throws IOException {
    Path file = folder.resolve(name);
    try (RunWriter writer = new RunWriter(file, 4, false, start)) {
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
