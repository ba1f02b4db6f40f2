package io.memmap.storage.window;

import java.nio.ByteBuffer;

/** Decides when a mapping is unmapped. */
sealed interface MappingOwner permits KeptMemory, MappingOwner.OfWindow {

  /** A window has made a mapping. */
  void made(ByteBuffer mapping);

  /** The window that made a mapping shows no rows of it any more. */
  void left(ByteBuffer mapping);

  /** Unmaps a mapping as soon as its window has left it. */
  enum OfWindow implements MappingOwner {
    INSTANCE;

    @Override
    public void made(ByteBuffer mapping) {}

    @Override
    public void left(ByteBuffer mapping) {
      NativeMemory.free(mapping);
    }
  }
}
