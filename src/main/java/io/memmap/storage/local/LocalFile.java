package io.memmap.storage.local;

import io.memmap.array.ByteSource;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.publish.InterruptedUpdate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the local file system, opened by one task. */
public final class LocalFile implements SourceFile {
  private final String path;
  private final long end;
  private final FileChannel channel;
  private final FileChannel.MapMode mapped;

  private LocalFile(String path, long end, FileChannel channel, FileChannel.MapMode mapped) {
    this.path = path;
    this.end = end;
    this.channel = channel;
    this.mapped = mapped;
  }

  /**
   * Opens the file that was planned, and no other.
   *
   * @param end bytes of the file that the array needs
   * @throws IOException if the file can't be opened, was replaced since planning or is too short,
   *     or an update of it was cut off
   */
  static LocalFile open(FileStamp planned, long end) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(Path.of(planned.path()), StandardOpenOption.READ);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(planned.path(), e);
    }
    return checked(planned, end, channel, FileChannel.MapMode.READ_ONLY);
  }

  /**
   * Opens the file that was planned, to write its bytes in place through mappings.
   *
   * @param end bytes of the file that the array needs
   * @throws IOException as {@link LocalStorage#open}, and if the file may not be written
   */
  public static LocalFile openToWrite(FileStamp planned, long end) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              Path.of(planned.path()), StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw FileErrors.cannotOpenToWrite(planned.path(), e);
    }
    return checked(planned, end, channel, FileChannel.MapMode.READ_WRITE);
  }

  /** Checks what was opened, and closes it if it is not the planned file. */
  private static LocalFile checked(
      FileStamp planned, long end, FileChannel channel, FileChannel.MapMode mapped)
      throws IOException {
    boolean success = false;
    try {
      LocalFile file = new LocalFile(planned.path(), end, channel, mapped);
      refuseCutOff(PlannedFile.check(planned, end));
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

  @Override
  public String path() {
    return path;
  }

  /**
   * Asks the operating system for the size. Reading a mapped page after the end would end the JVM,
   * so this is called before each batch. It cannot help if the file is cut during a batch.
   */
  @Override
  public void checkLength() throws IOException {
    long found = channel.size();
    if (found < end) {
      throw FileErrors.tooShort(path, end, found);
    }
  }

  @Override
  public ByteSource bytes() throws IOException {
    return new FileBytes(Path.of(path), channel);
  }

  @Override
  public ByteBuffer map(long position, long length) throws IOException {
    try {
      return channel.map(mapped, position, length);
    } catch (IOException e) {
      throw FileErrors.cannotMap(path, position, length, e);
    }
  }

  @Override
  public void readFully(ByteBuffer target, long position) throws IOException {
    SmallTransfers.read(channel, target, position);
    if (target.hasRemaining()) {
      throw FileErrors.tooShort(path, end, channel.size());
    }
  }

  /** Nothing to do: reads of a local file end by themselves. */
  @Override
  public void endReads() {}

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
