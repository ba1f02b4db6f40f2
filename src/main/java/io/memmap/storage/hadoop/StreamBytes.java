package io.memmap.storage.hadoop;

import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file outside of its array. */
final class StreamBytes implements OpenBytes {
  private final StreamFile file;

  StreamBytes(StreamFile file) {
    this.file = file;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.readFully(ByteBuffer.wrap(bytes), position);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
