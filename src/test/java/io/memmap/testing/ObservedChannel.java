package io.memmap.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel whose calls are reported to the {@link FileCalls} of an {@link ObservedFileSystem}. */
final class ObservedChannel extends FileChannel {
  private final FileChannel real;
  private final Path path;
  private final FileCalls calls;

  ObservedChannel(FileChannel real, Path path, FileCalls calls) {
    this.real = real;
    this.path = path;
    this.calls = calls;
  }

  private <T> T seen(String name, ObservedProvider.Call<T> call) throws IOException {
    return ObservedProvider.seen(calls, name, path, call);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return seen("read", () -> real.read(target));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return seen("read", () -> real.read(targets, offset, length));
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return seen("read", () -> real.read(target, position));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return seen("write", () -> real.write(source));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return seen("write", () -> real.write(sources, offset, length));
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return seen("write", () -> real.write(source, position));
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return seen("size", real::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return seen(
        "truncate",
        () -> {
          real.truncate(size);
          return this;
        });
  }

  @Override
  public void force(boolean metaData) throws IOException {
    seen(
        "force",
        () -> {
          real.force(metaData);
          return null;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return seen("read", () -> real.transferTo(position, count, target));
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    return seen("write", () -> real.transferFrom(source, position, count));
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return seen("map", () -> real.map(mode, position, size));
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return seen("lock", () -> real.lock(position, size, shared));
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return seen("lock", () -> real.tryLock(position, size, shared));
  }

  /** Closes the file even if the test makes the call fail, as the operating system does. */
  @Override
  protected void implCloseChannel() throws IOException {
    try {
      calls.before("close", path);
    } finally {
      real.close();
    }
    calls.after("close", path);
  }
}
