package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies blocks of rows when they are shown, by reads of the task's own thread. */
final class CopyingWindow implements RowWindow {
  private final SourceFile file;
  private final CopiedRows copied;
  private final IoCounters counters;
  private final ByteBuffer buffer;
  private final RunChunk chunk;
  private boolean closed;

  /** Allocates the buffer. */
  CopyingWindow(SourceFile file, CopiedRows copied, ReadCosts costs, IoCounters counters)
      throws IOException {
    this.file = file;
    this.copied = copied;
    this.counters = counters;
    this.chunk = new RunChunk(file, costs.chunkBytes());
    this.buffer =
        NativeMemory.allocate(file.path(), copied.bufferBytes()).order(ByteOrder.nativeOrder());
  }

  @Override
  public ArrayView place(ArrayView column) {
    return copied.place(column);
  }

  @Override
  public long show(long first, int rows) throws IOException {
    Reading reading = new Reading();
    long begun = System.nanoTime();
    copied.read(first, rows, reading);
    long nanos = System.nanoTime() - begun;
    counters.read(reading.requests, reading.bytes, nanos);
    counters.waited(nanos);
    return NativeMemory.address(buffer) + copied.at(first, first, rows);
  }

  /** Does the reads of one block at once. */
  private final class Reading implements BlockReads {
    private long requests;
    private long bytes;

    @Override
    public void whole(long position, int length, int at) throws IOException {
      file.readFully(buffer.limit(at + length).position(at), position);
      requests++;
      bytes += length;
    }

    @Override
    public void runs(long position, int length, Runs runs) throws IOException {
      runs.copy(chunk.read(position, length), buffer.clear());
      requests++;
      bytes += runs.totalBytes();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeMemory.free(buffer);
      chunk.close();
    }
  }
}
