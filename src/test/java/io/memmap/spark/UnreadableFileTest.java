package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.FileChecks;
import io.memmap.storage.window.OtherUser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableFileTest {
  @Test
  void aMissingPermissionNamesTheUser(@TempDir Path folder) throws Exception {
    Path file = OtherUser.unreadable(folder);
    assertThat(OtherUser.run(LookAtFile.class, file.toString()))
        .isEqualTo(
            "file " + file + ": permission denied; the user of the driver must be able to read it");
  }

  /** Stamps a file as {@code load} does, and prints the message. */
  static final class LookAtFile {
    private LookAtFile() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(FileChecks.stamp(Path.of(arguments[0])));
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
