package io.memmap.storage.file;

/**
 * What reading costs at a storage, as sizes by which windows are planned. All sizes are bytes of
 * one task at one time.
 *
 * @param mappedBytes of all windows that are mapped; 0 if files are not mapped
 * @param copiedBytes of all buffers that whole rows are copied to, with the gaps between them
 * @param gatheredBytes of all buffers that scattered bytes are gathered in
 * @param gapWorthReading up to this length, a gap between wanted bytes is read along
 * @param ahead blocks of rows that are read ahead of the one in use; 0 if the task reads by itself
 * @param parallelReads most reads at one time
 */
public record ReadCosts(
    long mappedBytes,
    long copiedBytes,
    long gatheredBytes,
    long gapWorthReading,
    int ahead,
    int parallelReads) {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  /**
   * Positional reads from the page cache. Up to 8 KiB, reading a gap costs less than another system
   * call.
   */
  public static final ReadCosts COPIED = new ReadCosts(0, MIB, 16 * MIB, 8 * KIB, 0, 1);

  /**
   * Mappings: large enough to be rare, small enough to keep resident memory low. Too many or too
   * scattered columns are copied.
   */
  public static final ReadCosts MAPPED =
      new ReadCosts(
          256 * MIB, COPIED.copiedBytes, COPIED.gatheredBytes, COPIED.gapWorthReading, 0, 1);

  /**
   * Largest read of several short runs with the gaps between them. Where the gap worth reading is
   * longer than 64 KiB, a read of that size costs little more than any request.
   */
  public int chunkBytes() {
    return Math.toIntExact(Math.max(64 * KIB, gapWorthReading));
  }

  /** Runs of at least so many bytes are read by one read each, however short the gaps are. */
  public long longRunBytes() {
    return gapWorthReading / 2;
  }

  /** Whether files are mapped. */
  public boolean mapped() {
    return mappedBytes > 0;
  }
}
