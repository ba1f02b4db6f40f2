package io.memmap.spark;

import io.memmap.testing.ArrayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Writes of local files. */
class WriteContractTest extends WriteContract {
  @TempDir static Path root;

  WriteContractTest() {
    super(false);
  }

  @Override
  protected ArrayFolder folder(String test) {
    try {
      return ArrayFolder.local(Files.createDirectories(root.resolve(test)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
