package io.memmap.oracle;

import io.memmap.testing.ArrayFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Arrays saved to local files. */
class RoundTripOracleTest extends RoundTrips {
  @TempDir static Path copies;

  @Override
  protected ArrayFolder saved() {
    return ArrayFolder.local(copies);
  }
}
