package io.memmap.storage.window;

import io.memmap.array.OneLine;
import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads of one task that read a file. They are started when there is something to read, and end
 * when this is closed.
 */
final class ReadWorkers implements Closeable {
  /** How the names of the threads begin. */
  static final String NAME = "memmap-read-";

  private static final System.Logger LOG = System.getLogger(ReadWorkers.class.getName());

  private static final long MILLIS_TO_NEXT_END = 200;

  private static final AtomicLong STARTED = new AtomicLong();

  private final SourceFile file;
  private final int most;
  private final int chunkBytes;

  private final Deque<BlockRead> waiting = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private int reading;
  private boolean closed;

  /**
   * No thread yet.
   *
   * @param most threads at one time
   * @param chunkBytes largest read with gaps
   */
  ReadWorkers(SourceFile file, int most, int chunkBytes) {
    this.file = file;
    this.most = most;
    this.chunkBytes = chunkBytes;
  }

  /** Reads begin in this order. */
  synchronized void add(List<BlockRead> reads) {
    waiting.addAll(reads);
    while (threads.size() < Math.min(most, reading + waiting.size())) {
      Thread thread = new Thread(this::work, NAME + STARTED.incrementAndGet());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    notifyAll();
  }

  private void work() {
    try (RunChunk chunk = new RunChunk(file, chunkBytes)) {
      for (BlockRead next = take(); next != null; next = take()) {
        BlockRead.Result result = next.run(file, chunk);
        ended();
        next.block().ended(next, result);
      }
    }
  }

  /** The next read; null after the last. */
  private synchronized BlockRead take() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // a late interrupt that was to end a read; the thread ends by close
      }
    }
    BlockRead next = waiting.poll();
    if (next != null) {
      reading++;
    }
    return next;
  }

  /** Called before the task's thread gets the result, because that thread may then close this. */
  private synchronized void ended() {
    reading--;
  }

  private synchronized void end() {
    closed = true;
    waiting.clear();
    notifyAll();
  }

  /**
   * Drops the reads that have not begun, makes the others fail, and waits for them, even if this
   * thread is interrupted: they write to memory that is freed next.
   */
  @Override
  public void close() {
    end();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          endReads();
          thread.join(MILLIS_TO_NEXT_END);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has to be called again, because a thread may have taken a read and not begun it yet. */
  private void endReads() {
    if (!isReading()) {
      return;
    }
    try {
      file.endReads();
    } catch (RuntimeException e) {
      // The reads end nevertheless, if later, and nobody needs their bytes
      LOG.log(Level.WARNING, OneLine.of("reads of file " + file.path() + " do not end at once"), e);
    }
  }

  private synchronized boolean isReading() {
    return reading > 0;
  }
}
