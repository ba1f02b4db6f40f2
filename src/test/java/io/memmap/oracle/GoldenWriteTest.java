package io.memmap.oracle;

import io.memmap.testing.ArrayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Fixtures written to local files. */
class GoldenWriteTest extends GoldenWrites {
  @TempDir static Path root;

  @Override
  protected ArrayFolder folder(String test) {
    try {
      return ArrayFolder.local(Files.createDirectories(root.resolve(test)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
