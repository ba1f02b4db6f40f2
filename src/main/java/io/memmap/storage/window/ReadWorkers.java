package io.memmap.storage.window;

import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
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
        next.run(file, chunk);
        ended();
      }
    }
  }

  /** The next read; null after the last. */
  private synchronized BlockRead take() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // whoever ends reads by interrupts may be late; threads end by close
        continue;
      }
    }
    BlockRead next = waiting.poll();
    if (next != null) {
      reading++;
    }
    return next;
  }

  private synchronized void ended() {
    reading--;
  }

  private synchronized void end() {
    closed = true;
    waiting.clear();
    notifyAll();
  }

  /**
   * Drops the reads that have not begun, and waits for the others, even if this thread is
   * interrupted: they write to memory that is freed next. Meant to be called after {@link
   * SourceFile#endReads}, or when all reads have ended.
   */
  @Override
  public void close() {
    end();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
