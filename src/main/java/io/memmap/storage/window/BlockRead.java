package io.memmap.storage.window;

import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One of the reads of a block, for any thread.
 *
 * @param block what it belongs to
 * @param number of the read in the block, from 0
 * @param position in the file, of the first byte
 * @param bytes in the file, with gaps
 * @param parts what goes to the block's buffers
 * @param whole whether that is a single run of all bytes, which is read where it belongs
 */
record BlockRead(
    AheadBlock block, int number, long position, int bytes, List<Part> parts, boolean whole) {

  /**
   * Some of the bytes.
   *
   * @param target a whole buffer, shared with other reads
   */
  record Part(ByteBuffer target, Runs runs) {

    /** The same part where it comes so many bytes later among those that are read. */
    Part after(int bytes) {
      Runs.Places from = new Runs.Places(runs.from().first() + bytes, runs.from().stride());
      return new Part(target, new Runs(runs.count(), runs.bytes(), from, runs.to()));
    }
  }

  /**
   * What came of a read.
   *
   * @param nanos it has taken
   * @param failure what it threw; null if it succeeded
   */
  record Result(long nanos, Throwable failure) {}

  /** Reads; throws nothing. */
  Result run(SourceFile file, RunChunk chunk) {
    long begun = System.nanoTime();
    Throwable failure = null;
    try {
      read(file, chunk);
    } catch (Throwable e) { // of which the task's thread has to hear, or it would wait for ever
      failure = e;
    }
    return new Result(System.nanoTime() - begun, failure);
  }

  private void read(SourceFile file, RunChunk chunk) throws IOException {
    if (whole) {
      Part all = parts.get(0);
      file.readFully(all.target().slice(all.runs().to().first(), bytes), position);
      return;
    }
    ByteBuffer read = chunk.read(position, bytes);
    for (Part part : parts) {
      part.runs().copy(read, part.target());
    }
  }
}
