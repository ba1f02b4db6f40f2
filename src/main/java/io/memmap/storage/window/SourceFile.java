package io.memmap.storage.window;

import io.memmap.array.ByteSource;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.publish.InterruptedUpdate;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An array file opened by one task, checked to be the file that was planned. */
public final class SourceFile implements Closeable {
  private final String path;
  private final long end;
  private final FileChannel channel;

  private SourceFile(String path, long end, FileChannel channel) {
    this.path = path;
    this.end = end;
    this.channel = channel;
  }

  /**
   * Opens the file that was planned, and no other.
   *
   * @param end bytes of the file that the array needs
   * @throws IOException if the file can't be opened, was replaced since planning or is too short,
   *     or an update of it was cut off
   */
  public static SourceFile open(FileStamp planned, long end) throws IOException {
    Path path = Path.of(planned.path());
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(planned.path(), e);
    }
    boolean success = false;
    try {
      SourceFile file = new SourceFile(planned.path(), end, channel);
      refuseCutOff(planned.checkAgain(end));
      file.checkLength();
      success = true;
      return file;
    } finally {
      if (!success) {
        channel.close();
      }
    }
  }

  /**
   * Each task looks, since a query that was planned before the update was cut off may run later.
   */
  private static void refuseCutOff(Path file) throws IOException {
    if (InterruptedUpdate.mayBePending(file) && InterruptedUpdate.isSeenPending(file)) {
      throw FileErrors.cutOff(file.toString());
    }
  }

  /**
   * Asks the operating system for the size. Reading a mapped page after the end would end the JVM,
   * so this is called before each batch. It cannot help if the file is cut during a batch.
   *
   * @throws IOException if the file has become shorter than the array
   */
  public void checkLength() throws IOException {
    long found = channel.size();
    if (found < end) {
      throw FileErrors.tooShort(path, end, found);
    }
  }

  /** The bytes of the file, for reading its header. */
  public ByteSource bytes() throws IOException {
    return new FileBytes(Path.of(path), channel);
  }

  /**
   * The error of a file that no longer holds the array that was planned.
   *
   * @param planned the array
   * @param found the array or error that its header gives now
   */
  public IOException savedAnew(String planned, String found) {
    return FileErrors.savedAnew(path, planned, found);
  }

  /** Maps read-only; the caller frees the buffer. */
  public ByteBuffer map(long position, long length) throws IOException {
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
    } catch (IOException e) {
      throw FileErrors.cannotMap(path, position, length, e);
    }
  }

  /** A buffer off the heap for parts of this file; the caller frees it. */
  ByteBuffer buffer(int bytes) throws IOException {
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      throw FileErrors.noMemory(path, bytes, e);
    }
  }

  /** Fills the buffer from its position to its limit. */
  void readFully(ByteBuffer target, long position) throws IOException {
    SmallTransfers.read(channel, target, position);
    if (target.hasRemaining()) {
      throw FileErrors.tooShort(path, end, channel.size());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
