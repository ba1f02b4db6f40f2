package io.memmap.spark.internal.write.encode;

import io.memmap.storage.runs.StagedRecord;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes rows as records of equal length. */
public interface RecordEncoder {

  /** Takes from the first row the lengths that the plan left open. */
  void prepare(InternalRow first);

  /** Whether {@link #prepare} finds all lengths in a row; if not, a later row may have them. */
  default boolean tellsLengths(InternalRow row) {
    return true;
  }

  /** Bytes of one record; known once prepared. */
  int recordBytes();

  /** How records are staged; known once prepared. */
  default StagedRecord record() {
    return StagedRecord.whole(recordBytes());
  }

  /** Lengths of the axes of one record; empty for scalars. */
  List<Long> lengths();

  /**
   * Encodes one row.
   *
   * @throws UnfitValueException with the column's name, if a value does not fit
   */
  void encode(InternalRow row, byte[] target, int at);

  /**
   * Encodes a row that may replace another one.
   *
   * @param id of the row; see {@link IndexPlan.Replaced}
   * @return whether there is anything to write
   * @throws UnfitValueException with the column's name, if a value does not fit
   */
  default boolean replace(InternalRow row, InternalRow id, byte[] target, int at) {
    encode(row, target, at);
    return true;
  }

  /** An encoder that takes many rows in one call, because every value fits. */
  interface Bulk extends RecordEncoder {

    /**
     * Encodes rows until the target is full or no row is left.
     *
     * @param target its length is a multiple of {@link #recordBytes}
     * @param from where the first record starts
     * @return where the next record would start
     */
    int encode(Iterator<InternalRow> rows, byte[] target, int from);
  }
}
