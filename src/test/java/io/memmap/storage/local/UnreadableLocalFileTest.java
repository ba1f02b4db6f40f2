package io.memmap.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.window.OtherUser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableLocalFileTest {
  @Test
  void aTaskWithoutPermissionSaysWhoNeedsIt(@TempDir Path folder) throws Exception {
    Path file = OtherUser.unreadable(folder);
    assertThat(OtherUser.run(OpenLocalFile.class, file.toString()))
        .isEqualTo(
            "file "
                + file
                + ": permission denied; the user of the executors must be able to read it");
  }

  /** Tries to open a file and prints the error's message. */
  static final class OpenLocalFile {
    private OpenLocalFile() {}

    public static void main(String[] arguments) {
      FileStamp planned = new FileStamp(arguments[0], 100, "", "");
      try {
        LocalFile.open(planned, 100).close();
        System.out.println("opened");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
