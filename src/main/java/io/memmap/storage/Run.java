package io.memmap.storage;

import java.io.Serializable;

/**
 * Finished records in a staging file, in ascending order of their places in the array.
 *
 * @param file absolute path of the staging file
 * @param position where the records' bytes start
 * @param count number of records
 * @param first index of the first record; relative to the partition until {@link #from}
 * @param last index of the last record
 * @param indices where the indices stand, 8 bytes each in big-endian order; -1 if the records
 *     follow one another without gaps
 */
public record Run(String file, long position, long count, long first, long last, long indices)
    implements Serializable {

  /** Whether the records follow one another without gaps. */
  boolean isDense() {
    return indices < 0;
  }

  /** The same records, this many places further on in the array. */
  public Run from(long base) {
    return new Run(file, position, count, base + first, base + last, indices);
  }
}
