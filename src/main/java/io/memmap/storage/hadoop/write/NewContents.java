package io.memmap.storage.hadoop.write;

import java.io.IOException;

/** The bytes of a new file. */
interface NewContents {

  /** How many bytes {@link #writeTo} writes. */
  long length();

  /**
   * Writes all bytes.
   *
   * @throws IOException if they cannot be read or written
   */
  void writeTo(NewStream stream) throws IOException;
}
