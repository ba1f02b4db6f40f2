package io.memmap.storage.window;

import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A file that notes how it is read, and whose reads can be slow, fail, or wait for ever. */
final class WatchedFile implements SourceFile {
  private final SourceFile file;
  private final Random random = new Random(3);
  private final List<ByteRange> reads = new ArrayList<>();
  private final Set<Thread> readers = new HashSet<>();

  private int mostDelay;
  private final Map<Long, Throwable> failures = new HashMap<>();
  private long waiting = Long.MAX_VALUE;
  private int ends;
  private boolean late;
  private int called;
  private int reading;
  private int mostReading;
  private long mostMemory;

  WatchedFile(SourceFile file) {
    this.file = file;
  }

  /** Lets each read take up to so many milliseconds. */
  WatchedFile delayed(int most) {
    mostDelay = most;
    return this;
  }

  /** Lets the reads that begin at a position fail. */
  WatchedFile failingAt(long position, Throwable thrown) {
    failures.put(position, thrown);
    return this;
  }

  /** Lets all reads from this position on wait until reads are ended. */
  WatchedFile waitingFrom(long position) {
    waiting = position;
    return this;
  }

  synchronized List<ByteRange> reads() {
    return List.copyOf(reads);
  }

  /** Threads that have read. */
  synchronized Set<Thread> readers() {
    return Set.copyOf(readers);
  }

  synchronized int mostReading() {
    return mostReading;
  }

  /** Most direct memory that was in use when a read began. */
  synchronized long mostMemory() {
    return mostMemory;
  }

  /**
   * Lets reads that wait begin only after reads were ended, so that they have to be ended again.
   */
  WatchedFile beginningLate() {
    late = true;
    return this;
  }

  /** How often reads were ended. */
  synchronized int ends() {
    return ends;
  }

  /** Waits until so many reads are in progress. */
  synchronized void awaitReading(int count) throws InterruptedException {
    while (reading < count) {
      wait();
    }
  }

  /** Waits until so many reads were called, begun or not. */
  synchronized void awaitCalled(int count) throws InterruptedException {
    while (called < count) {
      wait();
    }
  }

  @Override
  public void readFully(ByteBuffer target, long position) throws IOException {
    try {
      awaitBeginning(position);
      begin(target, position);
      Thread.sleep(delay());
      fail(failures.get(position));
      awaitEnd(position);
      file.readFully(target, position);
    } catch (InterruptedException e) {
      throw new AssertionError("nothing interrupts a reading thread", e);
    } finally {
      end();
    }
  }

  private synchronized void awaitBeginning(long position) throws InterruptedException {
    called++;
    notifyAll();
    while (late && position >= waiting && ends == 0) {
      wait();
    }
  }

  private synchronized void begin(ByteBuffer target, long position) {
    reads.add(new ByteRange(position, position + target.remaining()));
    readers.add(Thread.currentThread());
    mostReading = Math.max(mostReading, ++reading);
    mostMemory = Math.max(mostMemory, DirectMemory.used());
    notifyAll();
  }

  private synchronized int delay() {
    return mostDelay == 0 ? 0 : random.nextInt(mostDelay + 1);
  }

  private static void fail(Throwable failure) throws IOException {
    if (failure instanceof IOException exception) {
      throw exception;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private synchronized void awaitEnd(long position) throws InterruptedException, IOException {
    int before = ends;
    while (position >= waiting && ends == before) {
      wait();
    }
    if (position >= waiting) {
      throw new IOException("reads were ended");
    }
  }

  private synchronized void end() {
    reading--;
  }

  @Override
  public synchronized void endReads() {
    ends++;
    notifyAll();
  }

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public void checkLength() throws IOException {
    file.checkLength();
  }

  @Override
  public ByteSource bytes() throws IOException {
    return file.bytes();
  }

  @Override
  public ByteBuffer map(long position, long length) {
    throw new AssertionError("a file that is read ahead is never mapped");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
