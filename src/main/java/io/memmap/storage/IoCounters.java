package io.memmap.storage;

/** What one task has asked of the operating system. Used by the task's thread only. */
public final class IoCounters {
  private long bytesMapped;
  private long windows;
  private long bytesRead;

  void mapped(long bytes) {
    bytesMapped += bytes;
    windows++;
  }

  void read(long bytes) {
    bytesRead += bytes;
  }

  /** Bytes of address space mapped so far, whether touched or not. */
  public long bytesMapped() {
    return bytesMapped;
  }

  /** Mappings made so far. */
  public long windows() {
    return windows;
  }

  /** Bytes copied by positional reads so far. */
  public long bytesRead() {
    return bytesRead;
  }
}
