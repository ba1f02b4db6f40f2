package io.memmap.storage.file;

import io.memmap.array.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An array file opened by one task, checked to be the file that was planned. */
public interface SourceFile extends Closeable {

  /** The file's path or URI, for messages. */
  String path();

  /**
   * Fails if the file has become shorter than the array, as far as that can be known at no cost.
   *
   * @throws IOException if it has
   */
  void checkLength() throws IOException;

  /** The bytes of the file, for reading its header. */
  ByteSource bytes() throws IOException;

  /**
   * Fills the buffer from its position to its limit. Several threads may read at one time.
   *
   * @param position in the file, of the first byte
   * @throws IOException if the file can't be read, was replaced or is too short
   */
  void readFully(ByteBuffer target, long position) throws IOException;

  /**
   * Maps bytes, read-only unless the file was opened to be written; the caller frees the buffer.
   * Only for files whose {@link ReadCosts} say that they are mapped.
   */
  ByteBuffer map(long position, long length) throws IOException;

  /**
   * Makes the reads of other threads that are in progress fail soon. Does not touch reads that
   * begin later.
   */
  void endReads();
}
