package io.memmap.storage.file;

import io.memmap.array.npy.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The bytes of a local file outside of its array: headers and directories. */
public final class FileBytes implements OpenBytes {
  /** Most headers are shorter, so one read is enough. */
  private static final int HEAD_BYTES = 1024;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private byte[] head;

  /** Reads through a channel that the caller closes. */
  public FileBytes(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it can't be opened; the message names it
   */
  public static FileBytes open(Path path) throws IOException {
    try {
      return of(path);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(path.toString(), e);
    }
  }

  /**
   * Opens a file for a caller that makes the error itself.
   *
   * @throws IOException of the file system, which may not name the file
   */
  public static FileBytes of(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean success = false;
    try {
      FileBytes opened = new FileBytes(path, channel);
      success = true;
      return opened;
    } finally {
      if (!success) {
        channel.close();
      }
    }
  }

  /**
   * Reads the header at the beginning of a file.
   *
   * @throws IOException if it can't be read; the message names the file
   * @throws io.memmap.array.InvalidArrayException if there is no valid header
   */
  public static NpyHeader header(Path path) throws IOException {
    try (FileBytes bytes = open(path)) {
      return NpyHeader.read(bytes);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    if (position + length > Math.min(HEAD_BYTES, size)) {
      return stored(position, length);
    }
    if (head == null) {
      head = stored(0, (int) Math.min(HEAD_BYTES, size));
    }
    return Arrays.copyOfRange(head, (int) position, (int) position + length);
  }

  private byte[] stored(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    SmallTransfers.read(channel, bytes, position);
    if (bytes.hasRemaining()) {
      throw FileErrors.tooShort(path.toString(), position + length, channel.size());
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
