package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.MemoryFolder;
import io.memmap.testing.ObservedFileSystem;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Disturbs each file system call of a process that takes over the folders of a dead one. However it
 * ends, no lock is held and no file stays open, so that the same process can write the array again.
 */
class HeldLocksTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int ELEMENTS = 3;

  @TempDir(factory = MemoryFolder.class)
  Path made;

  private enum Takeover {
    WRITE,
    UPDATE,
    UPDATE_OF_STAGED,
    FINISH,
    FINISH_AFTER_ANOTHER_PROGRAM_SAVED_IT,
    FORGET,
    FORGET_AFTER_IT_WAS_REPLACED;

    /** Leaves a pending update and the folder of a new array, both abandoned. */
    void begin(Path file) throws IOException {
      Files.write(file, new byte[ELEMENTS * Long.BYTES]);
      CutOffUpdates.leave(file, ELEMENTS);
      Path left = Files.createDirectory(StagingArea.folder(file, id()));
      Files.createFile(left.resolve("owner"));
      Files.createFile(left.resolve("part-0"));
      if (this == FINISH_AFTER_ANOTHER_PROGRAM_SAVED_IT) {
        Files.write(file, new byte[2 * Long.BYTES]);
      } else if (this == FORGET_AFTER_IT_WAS_REPLACED) {
        Path other = Files.write(file.resolveSibling("b"), new byte[ELEMENTS * Long.BYTES]);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    void of(Path file) throws IOException {
      switch (this) {
        case WRITE -> StagingArea.create(file, id()).close();
        case UPDATE -> StagingArea.createForUpdate(file, id()).close();
        case UPDATE_OF_STAGED ->
            InPlaceUpdate.ofStaged(file, StagingArea.create(file, id()), Locking.LOCKED).close();
        case FINISH, FINISH_AFTER_ANOTHER_PROGRAM_SAVED_IT -> InterruptedUpdate.finish(file);
        case FORGET, FORGET_AFTER_IT_WAS_REPLACED -> InterruptedUpdate.forget(file);
      }
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static List<String> held() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("io.memmap.held."))
        .toList();
  }

  private static List<String> open(Path folder) throws IOException {
    List<String> open = new ArrayList<>();
    if (Files.exists(OPEN_FILES)) {
      try (Stream<Path> files = Files.list(OPEN_FILES)) {
        for (Path file : files.toList()) {
          try {
            open.add(Files.readSymbolicLink(file).toString());
          } catch (NoSuchFileException closed) {
            // it listed the folder of these links
          }
        }
      }
    }
    return open.stream().filter(file -> file.startsWith(folder.toString())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysHeld(Takeover takeover) throws IOException {
    List<String> before = held();
    int attempts =
        TroubleAt.each(
            EnumSet.allOf(TroubleAt.Kind.class),
            made,
            (calls, folder) -> {
              Path file = folder.resolve("a.dat");
              takeover.begin(file);
              disturbed(takeover, ObservedFileSystem.path(file, calls));
              assertThat(held()).as(calls.toString()).isEqualTo(before);
              assertThat(open(folder)).as(calls.toString()).isEmpty();
              InPlaceUpdate.open(file, id()).close();
            });
    assertThat(attempts).isGreaterThan(60);
  }

  private static void disturbed(Takeover takeover, Path file) {
    try {
      takeover.of(file);
    } catch (IOException troubled) {
      // whether it fails does not matter here, but what it leaves
    } finally {
      Thread.interrupted();
    }
  }
}
