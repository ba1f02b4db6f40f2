package io.memmap.bench;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.spark.storage.StorageUtils;

/** A mapped range of a file; {@code close} unmaps it at once. */
final class MappedFile implements AutoCloseable {
  private final MappedByteBuffer mapping;

  MappedFile(FileChannel file, long start, long bytes) throws IOException {
    this.mapping = file.map(FileChannel.MapMode.READ_ONLY, start, bytes);
  }

  /**
   * Address of the first byte. Needs {@code --add-opens=java.base/java.nio}, as Spark itself does.
   */
  long address() {
    try {
      Field address = Buffer.class.getDeclaredField("address");
      address.setAccessible(true);
      return address.getLong(mapping);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a direct buffer without an address", e);
    }
  }

  @Override
  public void close() {
    StorageUtils.dispose(mapping);
  }
}
