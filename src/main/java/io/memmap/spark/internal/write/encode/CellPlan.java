package io.memmap.spark.internal.write.encode;

import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * One cell of a row and the array element that it becomes.
 *
 * @param name of the column, for messages
 * @param ordinal of the column in the row
 * @param offset bytes from the start of the record
 * @param nullText what stands for null, as the user wrote it; null if nothing does
 * @param casting what may become of its values
 * @param nullable whether there may be nulls
 * @param carried whether nobody asked for the dtype, which the column or its type brought along; it
 *     must hold each value exactly
 */
public record CellPlan(
    String name,
    int ordinal,
    DataType type,
    DType dtype,
    int offset,
    String nullText,
    Casting casting,
    boolean nullable,
    boolean carried)
    implements Serializable {

  /**
   * An encoder of a task's own.
   *
   * @throws IllegalArgumentException if the dtype can't hold what stands for null
   */
  CellEncoder encoder() {
    CellEncoder values = CellEncoders.of(this);
    // also where nothing is null: a nullValue that makes no sense is an error in any case
    byte[] inPlaceOfNull = NullElement.of(dtype, nullText);
    return nullable ? new NullableCell(values, inPlaceOfNull) : values;
  }

  /**
   * Tries the encoder out before any task does.
   *
   * @throws IllegalArgumentException if the dtype can't hold what stands for null
   */
  public void check() {
    encoder();
  }

  /** A part of this cell's value that is encoded by itself, such as the elements of an array. */
  CellPlan part(String part, int at, DataType partType, DType partDType, boolean partNullable) {
    return new CellPlan(part, at, partType, partDType, 0, nullText, casting, partNullable, carried);
  }

  /**
   * A field of this cell's value.
   *
   * @param at its ordinal in the struct
   */
  CellPlan field(DTypeField field, int at, StructField from) {
    return new CellPlan(
        field.name(),
        at,
        from.dataType(),
        field.dtype(),
        field.offset(),
        nullText,
        casting,
        from.nullable(),
        carried);
  }
}
