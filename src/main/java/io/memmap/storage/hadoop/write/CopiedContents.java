package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.SmallTransfers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a local file. */
record CopiedContents(Path local, long length) implements NewContents {
  private static final int BUFFER_BYTES = 1 << 20;

  @Override
  public void writeTo(NewStream stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(local, StandardOpenOption.READ)) {
      for (long at = 0; at < length; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - at));
        SmallTransfers.read(channel, buffer, at);
        if (buffer.hasRemaining()) {
          throw new EOFException(local + " ends at " + (at + buffer.position()));
        }
        stream.write(buffer.flip());
      }
    }
  }
}
