package io.memmap.spark.internal.write.encode;

import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param nullText the value of option {@code nullValue}; null without it, since an Optional is not
 *     serializable
 * @param casting which values may change when they are stored
 * @param nullable whether there may be nulls
 * @param carried whether the dtype comes from the column's metadata and not from an option; it must
 *     hold each value exactly
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
   * A new encoder, which only one thread may use.
   *
   * @throws IllegalArgumentException if the dtype can't hold {@code nullText}
   */
  public CellEncoder encoder() {
    CellEncoder values = CellEncoder.ofValues(this);
    // made in any case, so a nullValue that the dtype can't hold is always an error
    Optional<byte[]> inPlaceOfNull = nullElement();
    return nullable ? new CellEncoder.Nullable(values, inPlaceOfNull.orElse(null)) : values;
  }

  /** The element to store for null; empty if nulls are refused. */
  Optional<byte[]> nullElement() {
    return NullElement.of(dtype, Optional.ofNullable(nullText));
  }

  /**
   * Makes an encoder, to find errors before any task starts.
   *
   * @throws IllegalArgumentException if the dtype can't hold {@code nullText}
   */
  public void check() {
    encoder();
  }

  /** A part of this cell's value that has an encoder, such as the elements of an array. */
  public CellPlan part(
      String part, int at, DataType partType, DType partDType, boolean partNullable) {
    return new CellPlan(part, at, partType, partDType, 0, nullText, casting, partNullable, carried);
  }

  /** The fields of this cell's struct, in the order of the dtype's fields, matched by name. */
  public List<CellPlan> fields(StructuredDType dtype) {
    StructType struct = (StructType) type;
    NamedFields names = new NamedFields(List.of(struct.fieldNames()));
    List<CellPlan> fields = new ArrayList<>();
    for (DTypeField field : dtype.fields()) {
      int place = names.placeOf(field.name());
      fields.add(field(field, place, struct.fields()[place]));
    }
    return fields;
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

  /** The innermost elements of this cell's nested arrays, one array type per axis of the dtype. */
  public CellPlan elements(SubArrayDType dtype) {
    DataType inner = type;
    boolean nulls = false;
    for (int axis = 0; axis < dtype.shape().rank(); axis++) {
      ArrayType array = (ArrayType) inner;
      inner = array.elementType();
      nulls = array.containsNull();
    }
    return part(name, 0, inner, dtype.base(), nulls);
  }
}
