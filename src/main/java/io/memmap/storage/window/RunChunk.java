package io.memmap.storage.window;

import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where runs of bytes are read together with the gaps between them, before the runs are copied to
 * where they belong. Owns that memory, and allocates it when it is first needed. Used by one
 * thread.
 */
final class RunChunk implements Closeable {
  private final SourceFile file;
  private final int mostBytes;

  /** Bytes as they lie in the file; null until they are needed. */
  private ByteBuffer chunk;

  /**
   * A chunk without memory.
   *
   * @param mostBytes most bytes of a read, with its gaps
   */
  RunChunk(SourceFile file, int mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads bytes.
   *
   * @return they begin at index 0; valid until the next read
   */
  ByteBuffer read(long position, int bytes) throws IOException {
    if (chunk == null) {
      chunk = NativeMemory.allocate(file.path(), mostBytes).order(ByteOrder.nativeOrder());
    }
    file.readFully(chunk.clear().limit(bytes), position);
    return chunk.clear();
  }

  @Override
  public void close() {
    if (chunk != null) {
      NativeMemory.free(chunk);
      chunk = null;
    }
  }
}
