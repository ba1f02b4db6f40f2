package io.memmap.array.npy;

/**
 * A member of a zip archive, by its directory.
 *
 * @param name as the directory has it
 * @param flags general purpose bits
 * @param method 0 for stored
 * @param storedBytes length in the archive
 * @param bytes length of the file it was
 * @param headerOffset position of the local header
 */
record ZipEntry(
    String name, int flags, int method, long storedBytes, long bytes, long headerOffset) {

  private static final int ENCRYPTED = 1;
  private static final int PATCH = 1 << 5;
  private static final int STRONGLY_ENCRYPTED = 1 << 6;

  boolean isEncrypted() {
    return (flags & (ENCRYPTED | STRONGLY_ENCRYPTED)) != 0;
  }

  /** Whether the bytes are a difference from another file. */
  boolean isPatch() {
    return (flags & PATCH) != 0;
  }
}
