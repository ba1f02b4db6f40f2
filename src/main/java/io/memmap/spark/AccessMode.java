package io.memmap.spark;

import java.util.Set;

/** np.memmap's modes as far as a read is concerned: none of them changes the file. */
final class AccessMode {
  private static final Set<String> READING =
      Set.of("r", "c", "r+", "readonly", "copyonwrite", "readwrite");
  private static final Set<String> CREATING = Set.of("w+", "write");

  private AccessMode() {}

  /**
   * Accepts the modes that np.memmap reads with.
   *
   * @throws IllegalArgumentException for the modes that create a file, and for what is no mode
   */
  static String forReading(String mode) {
    if (READING.contains(mode)) {
      return mode;
    }
    if (CREATING.contains(mode)) {
      throw new IllegalArgumentException(
          "creates a new file and would empty this one; read with r, write with df.write");
    }
    throw new IllegalArgumentException("must be one of r, c, r+, readonly, copyonwrite, readwrite");
  }

  /**
   * Accepts the mode that goes with Spark's save mode.
   *
   * @throws IllegalArgumentException for any other mode, saying which belong together
   */
  static String forWriting(String mode) {
    if (CREATING.contains(mode)) {
      return mode;
    }
    throw new IllegalArgumentException(
        "does not go with a write that makes a new file; w+ goes with Spark's overwrite and its"
            + " default mode errorifexists");
  }
}
