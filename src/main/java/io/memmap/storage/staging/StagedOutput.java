package io.memmap.storage.staging;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * What one task attempt stages, from its first byte to its last. No other attempt writes to it, and
 * nothing of it is visible as an array.
 */
public interface StagedOutput extends Closeable {

  /** The name by which the driver finds it, and messages call it. */
  String name();

  /**
   * Leaves room before the first byte, for what comes before the records in a file that this output
   * may itself become. Called before the first {@link #write}.
   *
   * @return where the first byte goes: after the room, or at 0 if the output becomes no file
   */
  default long leaveRoom(long bytes) {
    return 0;
  }

  /**
   * Appends bytes.
   *
   * @throws IOException if there is no room for them, or the store cannot be reached
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Completes it, after Spark has chosen this attempt. A store that joins what tasks have sent gets
   * the bytes only now.
   *
   * @param sync whether to force the bytes to the disks of the store
   * @return what the store has to know to use the bytes; null if the name is enough
   */
  Serializable finish(boolean sync) throws IOException;

  /** Closes and removes what an attempt that has failed has staged. */
  void abandon() throws IOException;
}
