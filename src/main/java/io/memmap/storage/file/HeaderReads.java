package io.memmap.storage.file;

import java.io.Closeable;
import java.io.IOException;

/** Opens files on the driver to read their headers; several threads may do so at one time. */
public interface HeaderReads extends Closeable {

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be opened, or is not the file that was seen
   */
  OpenBytes open(FileStamp seen) throws IOException;

  @Override
  default void close() throws IOException {}
}
