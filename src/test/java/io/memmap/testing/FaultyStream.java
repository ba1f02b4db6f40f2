package io.memmap.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.ByteBufferPositionedReadable;
import org.apache.hadoop.fs.CanSetReadahead;
import org.apache.hadoop.fs.CanUnbuffer;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/** A stream of a local file with the faults and capabilities of {@link Faults}. */
final class FaultyStream extends FSInputStream
    implements ByteBufferPositionedReadable, CanSetReadahead, CanUnbuffer, StreamCapabilities {
  private final Faults faults = Faults.current();
  private final FileChannel channel;
  private long position;
  private volatile boolean closed;

  FaultyStream(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ);
    faults.opens.incrementAndGet();
    faults.openNow.incrementAndGet();
  }

  @Override
  public int read(long at, ByteBuffer target) throws IOException {
    if (!faults.positionalBuffers) {
      throw new UnsupportedOperationException("no positional reads of buffers");
    }
    return some(at, target);
  }

  @Override
  public void readFully(long at, ByteBuffer target) throws IOException {
    long next = at;
    while (target.hasRemaining()) {
      int read = read(next, target);
      if (read < 0) {
        throw new EOFException();
      }
      next += read;
    }
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    int read = some(position, ByteBuffer.wrap(target, offset, length));
    position += Math.max(0, read);
    return read;
  }

  @Override
  public synchronized int read() throws IOException {
    byte[] one = new byte[1];
    int read = 0;
    while (read == 0) {
      read = read(one, 0, 1);
    }
    return read < 0 ? -1 : one[0] & 0xff;
  }

  private int some(long at, ByteBuffer target) throws IOException {
    int number = faults.reads.incrementAndGet();
    await();
    if (closed) {
      throw new IOException("Stream is closed!");
    }
    int length = Math.min(target.remaining(), faults.mostBytes);
    if (at <= faults.failsAt
        && faults.failsAt < at + length
        && faults.failures.getAndDecrement() > 0) {
      throw faults.failure;
    }
    boolean returnsNothing = faults.mostBytes == 1 && number % 3 == 0 && !faults.positionalBuffers;
    if (returnsNothing) {
      return 0;
    }
    ByteBuffer part = target.duplicate().limit(target.position() + length);
    int read = channel.read(part, at);
    target.position(target.position() + Math.max(0, read));
    return read;
  }

  private void await() throws IOException {
    CountDownLatch gate = faults.gate;
    if (faults.delay > 0) {
      try {
        Thread.sleep(faults.delay);
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
    }
    if (gate == null) {
      return;
    }
    faults.waiting.incrementAndGet();
    try {
      boolean opened = false;
      while (!opened && !closed) {
        opened = gate.await(10, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      if (!faults.deaf) {
        throw new InterruptedIOException("interrupted");
      }
      awaitClose();
    } finally {
      faults.waiting.decrementAndGet();
    }
  }

  private void awaitClose() {
    while (!closed) {
      Thread.onSpinWait();
    }
  }

  @Override
  public synchronized void seek(long target) throws IOException {
    if (closed) {
      throw new IOException("Stream is closed!");
    }
    if (target > channel.size()) {
      throw new EOFException("Cannot seek after EOF");
    }
    position = target;
  }

  @Override
  public synchronized long getPos() {
    return position;
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public void setReadahead(Long bytes) {
    if (!faults.readahead) {
      throw new UnsupportedOperationException("no readahead");
    }
    faults.announced.add(bytes);
  }

  @Override
  public void unbuffer() {
    faults.unbuffered.incrementAndGet();
  }

  @Override
  public boolean hasCapability(String capability) {
    return switch (capability.toLowerCase(Locale.ROOT)) {
      case "in:preadbytebuffer" -> faults.positionalBuffers;
      case "in:unbuffer" -> faults.unbuffer;
      default -> false;
    };
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      faults.openNow.decrementAndGet();
      channel.close();
    }
  }
}
