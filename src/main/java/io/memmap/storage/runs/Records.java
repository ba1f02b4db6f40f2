package io.memmap.storage.runs;

/** Arithmetic and copies of records of equal length, which may have no bytes. */
public final class Records {
  private static final long COPY_BYTES = 64L << 20;

  private Records() {}

  /** Records that one job copies from file to file, of 64 MiB together; 1 or more. */
  public static long perCopy(int recordBytes) {
    return fitting(COPY_BYTES, recordBytes);
  }

  /** How many records fit into some bytes; 1 or more, however long a record is. */
  static long fitting(long bytes, int recordBytes) {
    return Math.max(1, bytes / Math.max(1, recordBytes));
  }

  /**
   * Copies one record. Small records are copied by hand: the general copy costs more than they do.
   */
  static void copy(byte[] source, int from, byte[] target, int to, int recordBytes) {
    if (recordBytes > Long.BYTES) {
      System.arraycopy(source, from, target, to, recordBytes);
      return;
    }
    for (int i = 0; i < recordBytes; i++) {
      target[to + i] = source[from + i];
    }
  }
}
