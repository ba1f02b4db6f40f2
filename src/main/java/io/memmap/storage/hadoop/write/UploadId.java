package io.memmap.storage.hadoop.write;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.UploadHandle;

/** An upload, as the store knows it. Kept in a staging folder and sent to executors. */
final class UploadId implements UploadHandle, Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  UploadId(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  @Override
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
