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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Disturbs each call to the file system of what takes over the folders of a process that has died.
 * However it ends, no lock is held and no file stays open, so that the same process can write the
 * array again.
 */
class HeldLocksTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int ELEMENTS = 3;

  @TempDir(factory = MemoryFolder.class)
  Path made;

  private enum Takeover {
    WRITE {
      @Override
      void of(Path file) throws IOException {
        StagingArea.create(file, id()).close();
      }
    },
    UPDATE {
      @Override
      void of(Path file) throws IOException {
        StagingArea.createForUpdate(file, id()).close();
      }
    },
    UPDATE_OF_STAGED {
      @Override
      void of(Path file) throws IOException {
        InPlaceUpdate.ofStaged(file, StagingArea.create(file, id()), Locking.LOCKED).close();
      }
    },
    FINISH {
      @Override
      void of(Path file) throws IOException {
        InterruptedUpdate.finish(file);
      }
    },
    FINISH_AFTER_ANOTHER_PROGRAM_SAVED_IT {
      @Override
      void begin(Path file) throws IOException {
        super.begin(file);
        Files.write(file, new byte[2 * Long.BYTES]);
      }

      @Override
      void of(Path file) throws IOException {
        InterruptedUpdate.finish(file);
      }
    },
    FORGET {
      @Override
      void of(Path file) throws IOException {
        InterruptedUpdate.forget(file);
      }
    },
    FORGET_AFTER_IT_WAS_REPLACED {
      @Override
      void begin(Path file) throws IOException {
        super.begin(file);
        Path other = Files.write(file.resolveSibling("b"), new byte[ELEMENTS * Long.BYTES]);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }

      @Override
      void of(Path file) throws IOException {
        InterruptedUpdate.forget(file);
      }
    };

    /** Leaves a pending update and the folder of a new array, both abandoned. */
    void begin(Path file) throws IOException {
      Files.write(file, new byte[ELEMENTS * Long.BYTES]);
      CutOffUpdates.leave(file, ELEMENTS);
      Path left = Files.createDirectory(StagingArea.folder(file, id()));
      Files.createFile(left.resolve("owner"));
      Files.createFile(left.resolve("part-0"));
    }

    abstract void of(Path file) throws IOException;
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
            // the one of this list
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
    int attempts = 0;
    for (TroubleAt.Kind trouble : TroubleAt.Kind.values()) {
      int number = 0;
      TroubleAt calls;
      do {
        calls = new TroubleAt(number++, trouble);
        Path folder = Files.createDirectory(made.resolve("" + attempts++)).toRealPath();
        Path file = folder.resolve("a.dat");
        takeover.begin(file);
        disturbed(takeover, ObservedFileSystem.path(file, calls));
        assertThat(held()).as(calls.toString()).isEqualTo(before);
        assertThat(open(folder)).as(calls.toString()).isEmpty();
        InPlaceUpdate.open(file, id()).close();
      } while (number <= calls.count());
    }
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
