package io.memmap.storage.window;

/** What one task has read, and what it took. Used by the task's thread only. */
public final class IoCounters {
  private long rows;
  private long bytesMapped;
  private long windows;
  private long bytesRead;
  private long nanosMapping;
  private long nanosReading;
  private long nanosOpening;

  void mapped(long bytes, long nanos) {
    bytesMapped += bytes;
    windows++;
    nanosMapping += nanos;
  }

  void read(long bytes, long nanos) {
    bytesRead += bytes;
    nanosReading += nanos;
  }

  /** A file has been opened, and memory for it allocated. */
  public void opened(long nanos) {
    nanosOpening += nanos;
  }

  /** So many rows more have been shown to Spark, or looked at for it. */
  public void showed(long more) {
    rows += more;
  }

  /** Rows so far. */
  public long rows() {
    return rows;
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

  /** Time that mapping took so far; page faults come later and are not in it. */
  public long nanosMapping() {
    return nanosMapping;
  }

  /** Time that positional reads took so far. */
  public long nanosReading() {
    return nanosReading;
  }

  /** Time that opening files took so far. */
  public long nanosOpening() {
    return nanosOpening;
  }
}
