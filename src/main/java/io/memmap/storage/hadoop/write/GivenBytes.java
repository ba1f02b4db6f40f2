package io.memmap.storage.hadoop.write;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Bytes of a partition that its task does not send to the store. The driver gets them with the
 * task's receipt, and sends them behind what is before them in the file.
 */
final class GivenBytes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private GivenBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Some bytes of a partition.
   *
   * @param range of few MiB, since a message of Spark and the driver's heap hold them
   */
  static GivenBytes of(PartBytes partition, PartRange range) throws IOException {
    byte[] bytes = new byte[(int) range.length()];
    partition.read(ByteBuffer.wrap(bytes), range.offset());
    return new GivenBytes(bytes);
  }

  int length() {
    return bytes.length;
  }

  void copyTo(ByteBuffer target) {
    target.put(bytes);
  }
}
