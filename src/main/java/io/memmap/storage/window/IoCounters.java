package io.memmap.storage.window;

/** Counts what one task reads, and the time that it takes. Used by the task's thread only. */
public final class IoCounters {
  private long rows;
  private long rowsReturned;
  private long bytesMapped;
  private long windows;
  private long requests;
  private long bytesRead;
  private long bytesWanted;
  private long nanosMapping;
  private long nanosReading;
  private long nanosWaiting;
  private long nanosOpening;

  void mapped(long bytes, long nanos) {
    bytesMapped += bytes;
    windows++;
    nanosMapping += nanos;
  }

  void read(long reads, long bytes, long nanos) {
    requests += reads;
    bytesRead += bytes;
    nanosReading += nanos;
  }

  void waited(long nanos) {
    nanosWaiting += nanos;
  }

  void wanted(long bytes) {
    bytesWanted += bytes;
  }

  /** Counts the time of opening a file and allocating its buffers. */
  public void opened(long nanos) {
    nanosOpening += nanos;
  }

  /** Counts rows that were looked at. */
  public void showed(long more) {
    rows += more;
  }

  /** Counts rows that Spark has got, or that a kernel has reduced for Spark. */
  public void returned(long more) {
    rowsReturned += more;
  }

  /** Rows looked at so far. */
  public long rows() {
    return rows;
  }

  /** Rows returned so far: those that a predicate selects. */
  public long rowsReturned() {
    return rowsReturned;
  }

  /** Bytes of address space mapped so far, whether touched or not. */
  public long bytesMapped() {
    return bytesMapped;
  }

  /** Mappings made so far. */
  public long windows() {
    return windows;
  }

  /** Positional reads so far; each is one request to a remote storage. */
  public long requests() {
    return requests;
  }

  /**
   * Bytes copied by positional reads so far. Gaps between gathered runs are included only if
   * requests cost their bytes, that is if the storage is read ahead.
   */
  public long bytesRead() {
    return bytesRead;
  }

  /** Bytes of the rows shown so far that columns need, whether mapped or copied. */
  public long bytesWanted() {
    return bytesWanted;
  }

  /** Nanoseconds spent on mapping so far, without the page faults that follow. */
  public long nanosMapping() {
    return nanosMapping;
  }

  /** Nanoseconds spent on positional reads so far, summed over all threads of the task. */
  public long nanosReading() {
    return nanosReading;
  }

  /** Nanoseconds in which the task's own thread has waited for positional reads so far. */
  public long nanosWaiting() {
    return nanosWaiting;
  }

  /** Nanoseconds spent on opening files so far. */
  public long nanosOpening() {
    return nanosOpening;
  }
}
