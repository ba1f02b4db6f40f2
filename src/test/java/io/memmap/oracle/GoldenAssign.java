package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.UnicodeDType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The values that a fixture assigns to an array, as values of a DataFrame. Times are ticks. */
final class GoldenAssign {
  private static final StructType COMPLEX =
      new StructType().add("real", DataTypes.DoubleType).add("imag", DataTypes.DoubleType);

  private GoldenAssign() {}

  /** Spark's type of the values of a dtype. */
  static DataType type(DType dtype) {
    if (dtype instanceof ScalarDType number) {
      return number.kind() == ScalarKind.BOOL
          ? DataTypes.BooleanType
          : number.kind().code() == 'f' ? DataTypes.DoubleType : DataTypes.LongType;
    } else if (dtype instanceof ComplexDType) {
      return COMPLEX;
    } else if (dtype instanceof BytesDType) {
      return DataTypes.BinaryType;
    } else if (dtype instanceof UnicodeDType) {
      return DataTypes.StringType;
    } else if (dtype instanceof StructuredDType struct) {
      StructType type = new StructType();
      for (DTypeField field : struct.fields()) {
        type = type.add(field.name(), type(field.dtype()));
      }
      return type;
    } else if (dtype instanceof SubArrayDType array) {
      DataType type = type(array.base());
      for (int axis = 0; axis < array.shape().rank(); axis++) {
        type = DataTypes.createArrayType(type);
      }
      return type;
    }
    return DataTypes.LongType;
  }

  /** All elements in C order. */
  static List<Object> elements(JsonNode golden, DType dtype) {
    JsonNode assign = golden.path("assign");
    List<Object> elements = new ArrayList<>();
    if (assign.has("start")) {
      long count = 1;
      for (JsonNode length : golden.path("shape")) {
        count *= length.longValue();
      }
      for (long k = 0; k < count; k++) {
        elements.add(assign.path("start").longValue() + k * assign.path("step").longValue());
      }
    } else if (assign.has("values")) {
      flatten(assign.path("values"), golden.path("shape").size(), dtype, elements);
    }
    return elements;
  }

  private static void flatten(JsonNode values, int axes, DType dtype, List<Object> elements) {
    if (axes == 0) {
      elements.add(value(values, dtype));
    } else {
      values.forEach(value -> flatten(value, axes - 1, dtype, elements));
    }
  }

  private static Object value(JsonNode value, DType dtype) {
    if (value.isNull()) {
      return null;
    } else if (dtype instanceof ScalarDType number) {
      return switch (number.kind().code()) {
        case 'b' -> value.booleanValue();
        case 'f' -> number(value.textValue());
        default -> Long.valueOf(value.textValue());
      };
    } else if (dtype instanceof ComplexDType) {
      return RowFactory.create(
          number(value.path("re").textValue()), number(value.path("im").textValue()));
    } else if (dtype instanceof BytesDType) {
      return HexFormat.of().parseHex(value.textValue());
    } else if (dtype instanceof UnicodeDType) {
      return value.textValue();
    } else if (dtype instanceof StructuredDType struct) {
      return struct(value, struct);
    } else if (dtype instanceof SubArrayDType array) {
      return nested(value, array.shape().rank(), array.base());
    }
    return Long.valueOf(value.textValue());
  }

  private static Row struct(JsonNode value, StructuredDType dtype) {
    return RowFactory.create(
        dtype.fields().stream()
            .map(field -> value(value.path(field.name()), field.dtype()))
            .toArray());
  }

  private static Object nested(JsonNode value, int axes, DType dtype) {
    if (axes == 0) {
      return value(value, dtype);
    }
    List<Object> items = new ArrayList<>();
    value.forEach(item -> items.add(nested(item, axes - 1, dtype)));
    return items;
  }

  private static Double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(text);
    };
  }
}
