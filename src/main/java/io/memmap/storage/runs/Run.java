package io.memmap.storage.runs;

import io.memmap.array.ArraySpec;
import java.io.Serializable;

/**
 * Finished records in a staging file, in ascending order of their places in the array.
 *
 * @param file absolute path of the staging file
 * @param position where the records' bytes start
 * @param count number of records
 * @param first index of the first record; relative to the partition until {@link #shiftedBy}
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

  /**
   * Where the last byte of the run ends in its staging file.
   *
   * @throws ArithmeticException if there is no such place
   */
  public long end(int recordBytes) {
    long records = Math.addExact(position, Math.multiplyExact(count, (long) recordBytes));
    return isDense()
        ? records
        : Math.max(records, Math.addExact(indices, Math.multiplyExact(count, (long) Long.BYTES)));
  }

  /**
   * Checks what the run says of itself against the array that it is for.
   *
   * @throws IllegalArgumentException if it can't be a run of that array
   * @throws ArithmeticException likewise
   */
  public void refuseOutside(ArraySpec array, int recordBytes) {
    long places = Math.addExact(Math.subtractExact(last, first), 1);
    boolean sound =
        recordBytes > 0
            && position >= 0
            && count > 0
            && first >= 0
            && (isDense() ? count == places : count <= places);
    long end = Math.multiplyExact(Math.addExact(last, 1), (long) recordBytes);
    if (!sound || end > array.bytes()) {
      throw new IllegalArgumentException(
          "records " + first + " to " + last + " are not in an array of shape " + array.shape());
    }
  }

  /** The same records, this many places further on in the array. */
  public Run shiftedBy(long base) {
    return new Run(file, position, count, base + first, base + last, indices);
  }
}
