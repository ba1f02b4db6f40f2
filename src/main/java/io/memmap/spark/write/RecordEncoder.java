package io.memmap.spark.write;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes rows as records of equal length. */
interface RecordEncoder {

  /** Learns from the first row what the plan left open. */
  void prepare(InternalRow first);

  /** Bytes of one record; known once prepared. */
  int recordBytes();

  /** Lengths of the axes of one record; none for scalars. */
  List<Long> lengths();

  /**
   * Encodes one row.
   *
   * @throws UnfitValueException with the column's name, if a value has no place in the array
   */
  void encode(InternalRow row, byte[] target, int at);
}
