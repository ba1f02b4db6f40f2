package io.memmap.spark.write;

import io.memmap.array.ScalarDType;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * One cell of a row and the array element that it becomes.
 *
 * @param name of the column, for messages
 * @param ordinal of the column in the row
 * @param offset bytes from the start of the record
 * @param nullText what stands for null, as the user wrote it; null if nothing does
 * @param checked whether every value must survive
 */
public record CellPlan(
    String name,
    int ordinal,
    DataType type,
    ScalarDType dtype,
    int offset,
    String nullText,
    boolean checked)
    implements Serializable {

  CellEncoder encoder() {
    return new NullableCell(CellEncoders.of(type, dtype, checked), this);
  }
}
