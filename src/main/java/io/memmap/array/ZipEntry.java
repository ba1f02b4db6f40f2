package io.memmap.array;

import java.nio.ByteBuffer;

/**
 * A member of a zip archive, by its directory.
 *
 * @param rawName the name's bytes
 * @param flags general purpose bits
 * @param method 0 for stored
 * @param storedBytes length in the archive
 * @param bytes length of the file it was
 * @param headerOffset position of the local header
 */
record ZipEntry(
    ByteBuffer rawName, int flags, int method, long storedBytes, long bytes, long headerOffset) {

  boolean isEncrypted() {
    return (flags & 1) != 0;
  }
}
