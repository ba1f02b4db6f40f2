package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.SmallTransfers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Bytes on a local disk, in a file that only this process can use. The JDK removes the file as soon
 * as it is open where the operating system can, as Linux can, so nothing is left of it even if the
 * JVM is killed; elsewhere it removes it at close.
 */
final class LocalBytes implements PartBytes, Closeable {
  private static final FileAttribute<?>[] OF_USER = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private final FileChannel channel;
  private long length;

  private LocalBytes(FileChannel channel) {
    this.channel = channel;
  }

  static LocalBytes in(Path folder) throws IOException {
    Path file = folder.resolve("memmap-" + UUID.randomUUID() + ".part");
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return new LocalBytes(
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            posix ? OF_USER : new FileAttribute<?>[0]));
  }

  long length() {
    return length;
  }

  /** Appends the bytes from the buffer's position to its limit. */
  void append(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    SmallTransfers.write(channel, bytes, length);
    length += count;
  }

  /** Several threads may read at one time. */
  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    SmallTransfers.read(channel, target, position);
    if (target.hasRemaining()) {
      throw new IOException(
          "a local file of staged rows was cut to less than " + length + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
