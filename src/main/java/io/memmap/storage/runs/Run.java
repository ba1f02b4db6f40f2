package io.memmap.storage.runs;

import io.memmap.array.ArraySpec;
import java.io.Serializable;
import java.util.List;

/**
 * Finished records in a staging file, in ascending order of their places in the array.
 *
 * @param file absolute path of the staging file
 * @param position where the records' bytes start in the staging file
 * @param count number of records
 * @param first index of the first record; relative to the partition until {@link #shiftedBy}
 * @param last index of the last record
 * @param indices where the records' indices are
 */
public record Run(String file, long position, long count, long first, long last, Indices indices)
    implements Serializable {

  /** Where the indices of a run's records are. */
  public sealed interface Indices extends Serializable permits Indices.Consecutive, Indices.Staged {

    /** Nowhere: they are all from {@code first} to {@code last}, without gaps. */
    record Consecutive() implements Indices {}

    /**
     * In the staging file, 8 bytes each in big-endian order.
     *
     * @param position where the first one starts
     */
    record Staged(long position) implements Indices {}
  }

  /** Records that follow one another in the array without gaps. */
  public static Run dense(String file, long position, long count, long first) {
    return new Run(file, position, count, first, first + count - 1, new Indices.Consecutive());
  }

  /** Whether the records follow one another in the array without gaps. */
  boolean isDense() {
    return indices instanceof Indices.Consecutive;
  }

  /** Whether all runs are dense, and each begins after the end of the one before. */
  static boolean followOneAnother(List<Run> runs) {
    long next = Long.MIN_VALUE;
    for (Run run : runs) {
      if (!run.isDense() || run.first() < next) {
        return false;
      }
      next = run.last() + 1;
    }
    return true;
  }

  /**
   * Position after the last byte of the run in its staging file.
   *
   * @throws ArithmeticException if it is more than 2**63-1
   */
  public long end(int recordBytes) {
    long records = Math.addExact(position, Math.multiplyExact(count, (long) recordBytes));
    return indices instanceof Indices.Staged staged
        ? Math.max(
            records, Math.addExact(staged.position(), Math.multiplyExact(count, (long) Long.BYTES)))
        : records;
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

  /**
   * The same records with {@code base} added to their indices, which turns indices in the partition
   * into indices in the array.
   */
  public Run shiftedBy(long base) {
    return new Run(file, position, count, base + first, base + last, indices);
  }

  /** The same records in a copy of the staging file. */
  public Run in(String copy) {
    return new Run(copy, position, count, first, last, indices);
  }
}
