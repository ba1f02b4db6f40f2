package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingAreaTest {
  private static final String DEAD = "01234567-89ab-cdef-0123-456789abcdef";

  @TempDir Path folder;

  private Path target;

  @BeforeEach
  void name() {
    target = folder.resolve("a.dat");
  }

  @Test
  void theFolderLiesBesideTheArrayAndGoesWithItsFiles() throws IOException {
    Path made;
    try (StagingArea area = StagingArea.create(target, "1")) {
      made = area.folder();
      assertThat(made).isEqualTo(folder.resolve(".a.dat.memmap-1")).isDirectory();
      Files.writeString(made.resolve("part-0-0"), "x");
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void theNextWriteRemovesWhatAKilledOneLeft() throws IOException {
    Path left = Files.createDirectory(StagingArea.folder(target, DEAD));
    Files.createFile(left.resolve("owner"));
    Files.writeString(left.resolve("part-0-0"), "x");
    StagingArea.create(target, "2").close();
    assertThat(left).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"part-0-0", "journal"})
  void theNextWriteRemovesWhatAWriterWasRemovingWhenItWasKilled(String name) throws IOException {
    Path left = Files.createDirectory(StagingArea.lastName(target));
    Files.createFile(left.resolve("owner"));
    Files.createFile(left.resolve(name));
    StagingArea.create(target, "2").close();
    assertThat(left).doesNotExist();
  }

  @Test
  void theNextWriteRemovesAnEmptyFolderThatWasBeingRemoved() throws IOException {
    Path left = Files.createDirectory(StagingArea.lastName(target));
    StagingArea.create(target, "2").close();
    assertThat(left).doesNotExist();
  }

  @Test
  void itLeavesALivingWriterAndOtherArraysAlone() throws IOException {
    Path other = Files.createDirectory(folder.resolve(".b.dat.memmap-" + DEAD));
    Files.createFile(other.resolve("owner"));
    try (StagingArea living = StagingArea.create(target, "3")) {
      StagingArea.create(target, "4").close();
      assertThat(living.folder()).exists();
    }
    assertThat(other).exists();
  }
}
