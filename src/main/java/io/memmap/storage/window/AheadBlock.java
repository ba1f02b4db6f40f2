package io.memmap.storage.window;

import io.memmap.array.RowRange;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A block of rows whose bytes are being read or have been read. Used by the task's thread and by
 * the threads that read.
 */
final class AheadBlock {
  private final RowRange rows;
  private final List<ByteBuffer> buffers;

  private int unfinished;
  private long requests;
  private long bytes;
  private long nanos;

  /** The first of the reads that failed, in the order of the file. */
  private int failedRead = Integer.MAX_VALUE;

  private Throwable failure;

  /**
   * A block of which nothing is read yet.
   *
   * @param buffers one of each span; they belong to the block until its rows are no longer needed
   */
  AheadBlock(RowRange rows, List<ByteBuffer> buffers) {
    this.rows = rows;
    this.buffers = buffers;
  }

  RowRange rows() {
    return rows;
  }

  /** A buffer for each span. */
  List<ByteBuffer> buffers() {
    return buffers;
  }

  /** Says how many reads there will be, before the first one starts. */
  synchronized void begin(int reads) {
    unfinished = reads;
  }

  /** Takes the result of a read that has ended. */
  synchronized void ended(BlockRead read, BlockRead.Result result) {
    requests++;
    nanos += result.nanos();
    if (result.failure() == null) {
      bytes += read.bytes();
    } else if (read.number() < failedRead) {
      failedRead = read.number();
      failure = result.failure();
    }
    unfinished--;
    notifyAll();
  }

  /** Whether a read has not ended yet. */
  synchronized boolean isUnfinished() {
    return unfinished > 0;
  }

  /** Waits for the end of all reads, failed or not. */
  synchronized void await() throws InterruptedException {
    while (unfinished > 0) {
      wait();
    }
  }

  /** What a read threw; null if none has failed. */
  synchronized Throwable failure() {
    return failure;
  }

  /** Hands over what was read since the last call. */
  synchronized void countTo(IoCounters counters) {
    counters.read(requests, bytes, nanos);
    requests = 0;
    bytes = 0;
    nanos = 0;
  }
}
