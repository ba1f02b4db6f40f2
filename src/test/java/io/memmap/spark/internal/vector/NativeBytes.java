package io.memmap.spark.internal.vector;

import org.apache.spark.unsafe.Platform;

/** Off-heap bytes that vectors point at. */
final class NativeBytes implements AutoCloseable {
  private final long address;

  NativeBytes(byte[] content) {
    address = Platform.allocateMemory(Math.max(1, content.length));
    Platform.copyMemory(content, Platform.BYTE_ARRAY_OFFSET, null, address, content.length);
  }

  long address() {
    return address;
  }

  @Override
  public void close() {
    Platform.freeMemory(address);
  }
}
