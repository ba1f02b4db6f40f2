package io.memmap.storage.runs;

/** Arithmetic and copies of records of equal length, which may have no bytes. */
public final class Records {
  private Records() {}

  /** How many records fit into some bytes; one at least, however long it is. */
  public static long fitting(long bytes, int recordBytes) {
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
