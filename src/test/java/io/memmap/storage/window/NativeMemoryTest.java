package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.DirectMemory;
import io.memmap.storage.file.KnownFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {
  @Test
  void aBufferLiesAtItsAddress() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    long address = NativeMemory.address(buffer);
    buffer.put(0, (byte) 11).put(99, (byte) 22);
    assertThat(Platform.getByte(null, address)).isEqualTo((byte) 11);
    assertThat(Platform.getByte(null, address + 99)).isEqualTo((byte) 22);
    Platform.putByte(null, address + 5, (byte) 33);
    assertThat(buffer.get(5)).isEqualTo((byte) 33);
    NativeMemory.free(buffer);
  }

  @Test
  void theAddressIsThatOfIndexZeroWhateverThePosition() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    long address = NativeMemory.address(buffer);
    assertThat(NativeMemory.address(buffer.position(40).limit(60))).isEqualTo(address);
    assertThat(NativeMemory.address(buffer.slice())).isEqualTo(address + 40);
    NativeMemory.free(buffer);
  }

  @Test
  void freeingGivesMemoryBackAtOnce() {
    long before = DirectMemory.used();
    ByteBuffer buffer = ByteBuffer.allocateDirect(30_000_000);
    assertThat(DirectMemory.used() - before).isGreaterThan(29_000_000);
    NativeMemory.free(buffer);
    assertThat(DirectMemory.used() - before).isLessThan(1_000_000);
  }

  @Test
  void freeingUnmaps(@TempDir Path folder) throws IOException {
    try (KnownFile file = new KnownFile(folder, 10_000)) {
      ByteBuffer mapping = file.source().map(5_001, 100);
      assertThat(file.mappings()).isOne();
      NativeMemory.free(mapping);
      assertThat(file.mappings()).isZero();
    }
  }

  @Test
  void onlyWholeDirectBuffersAreFreed() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    assertThatThrownBy(() -> NativeMemory.free(buffer.slice()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sun.misc.Unsafe refused: duplicate or slice");
    assertThatThrownBy(() -> NativeMemory.free(ByteBuffer.allocate(100)))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .isIn(
            "sun.misc.Unsafe refused: buffer is non-direct", // JDK 17
            "sun.misc.Unsafe refused: Not a direct buffer"); // JDK 25
    NativeMemory.free(buffer);
  }
}
