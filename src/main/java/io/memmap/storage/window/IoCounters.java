package io.memmap.storage.window;

/** Counts what one task reads, and the time that it takes. Used by the task's thread only. */
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

  /** Counts the time of opening a file and allocating its buffers. */
  public void opened(long nanos) {
    nanosOpening += nanos;
  }

  /** Counts rows that Spark has got, or that a kernel has read for Spark. */
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

  /** Nanoseconds spent on mapping so far, without the page faults that follow. */
  public long nanosMapping() {
    return nanosMapping;
  }

  /** Nanoseconds spent on positional reads so far. */
  public long nanosReading() {
    return nanosReading;
  }

  /** Nanoseconds spent on opening files so far. */
  public long nanosOpening() {
    return nanosOpening;
  }
}
