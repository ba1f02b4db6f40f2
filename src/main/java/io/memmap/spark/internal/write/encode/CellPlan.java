package io.memmap.spark.internal.write.encode;

import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
    return nullable ? new CellEncoder.Nullable(values, inPlaceOfNull) : values;
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

  /** The fields of this cell's struct, in the order of the dtype's, matched by name. */
  List<CellPlan> fields(StructuredDType dtype) {
    StructType struct = (StructType) type;
    NamedFields names = new NamedFields(List.of(struct.fieldNames()));
    List<CellPlan> fields = new ArrayList<>();
    for (DTypeField field : dtype.fields()) {
      int place = names.find(field.name());
      fields.add(field(field, place, struct.fields()[place]));
    }
    return fields;
  }

  /** The innermost elements of this cell's nested arrays, one array type per axis of the dtype. */
  CellPlan elements(SubArrayDType dtype) {
    DataType inner = type;
    boolean nulls = false;
    for (int axis = 0; axis < dtype.shape().rank(); axis++) {
      ArrayType array = (ArrayType) inner;
      inner = array.elementType();
      nulls = array.containsNull();
    }
    return part(name, 0, inner, dtype.base(), nulls);
  }

  private CellPlan field(DTypeField field, int at, StructField from) {
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
