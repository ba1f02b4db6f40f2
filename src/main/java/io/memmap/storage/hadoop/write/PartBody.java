package io.memmap.storage.hadoop.write;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The body of a request that sends a part. Takes no memory for the part: bytes are read when they
 * are sent, and read again when the request is repeated. The clients of S3 go back by {@link
 * #reset} to where they called {@link #mark}, however far that is ({@code
 * RequestBody.fromInputStream} of version 2 and {@code AmazonHttpClient} of version 1 of Amazon's
 * SDK), and do not close it.
 */
final class PartBody extends InputStream {
  private final PartBytes bytes;
  private final long end;
  private long at;
  private long marked;

  PartBody(PartBytes bytes, PartRange range) {
    this.bytes = bytes;
    this.at = range.offset();
    this.marked = at;
    this.end = range.end();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == end) {
      return -1;
    }
    int count = (int) Math.min(length, end - at);
    bytes.read(ByteBuffer.wrap(target, offset, count), at);
    at += count;
    return count;
  }

  @Override
  public synchronized long skip(long count) {
    long skipped = Math.max(0, Math.min(count, end - at));
    at += skipped;
    return skipped;
  }

  @Override
  public synchronized int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - at);
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int limit) {
    marked = at;
  }

  @Override
  public synchronized void reset() {
    at = marked;
  }
}
