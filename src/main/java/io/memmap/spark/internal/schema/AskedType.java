package io.memmap.spark.internal.schema;

import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Checks a type of a user's schema against the stored dtype. Users write {@code array<float>} and
 * {@code struct<x: float>}, which allow nulls; an array file has no nulls but {@code NaT}.
 */
final class AskedType {
  private AskedType() {}

  /**
   * The type with the nullability and dtypes of the file; empty if the elements cannot be read as
   * the type.
   *
   * @param axes number of array types around the element's type
   */
  static Optional<DataType> of(DataType asked, DType dtype, int axes) {
    if (axes > 0) {
      return asked instanceof ArrayType array
          ? of(array.elementType(), dtype, axes - 1)
              .map(
                  type ->
                      DataTypes.createArrayType(type, axes == 1 && TypeMapping.isNullable(dtype)))
          : Optional.empty();
    } else if (dtype instanceof SubArrayDType array) {
      return of(asked, array.base(), array.shape().rank());
    } else if (dtype instanceof StructuredDType structured) {
      return asked instanceof StructType struct ? struct(struct, structured) : Optional.empty();
    } else if (dtype instanceof ComplexDType complex) {
      return asked instanceof StructType struct ? complex(struct, complex) : Optional.empty();
    }
    return TypeMapping.readableAs(dtype).stream().filter(asked::equals).findFirst();
  }

  private static Optional<DataType> struct(StructType asked, StructuredDType dtype) {
    List<StructField> fields = new ArrayList<>();
    if (asked.size() != dtype.fields().size()) {
      return Optional.empty();
    }
    for (int i = 0; i < asked.size(); i++) {
      String name = asked.fields()[i].name();
      DType member = dtype.fields().get(i).dtype();
      of(asked.fields()[i].dataType(), member, 0)
          .ifPresent(type -> fields.add(TypeMapping.field(name, type, member)));
    }
    return complete(fields, asked);
  }

  private static Optional<DataType> complex(StructType asked, ComplexDType dtype) {
    List<StructField> fields = new ArrayList<>();
    if (asked.size() != 2) {
      return Optional.empty();
    }
    for (StructField part : asked.fields()) {
      of(part.dataType(), dtype.partDType(), 0)
          .ifPresent(type -> fields.add(DataTypes.createStructField(part.name(), type, false)));
    }
    return complete(fields, asked);
  }

  private static Optional<DataType> complete(List<StructField> fields, StructType asked) {
    return fields.size() == asked.size()
        ? Optional.of(DataTypes.createStructType(fields))
        : Optional.empty();
  }
}
