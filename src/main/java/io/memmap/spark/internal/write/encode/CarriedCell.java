package io.memmap.spark.internal.write.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * Says of a value that does not fit where the dtype comes from. Spark hands the metadata of one
 * array to rows that come from elsewhere, as by a union, a saved table or a schema that is used
 * again.
 */
final class CarriedCell implements CellEncoder {
  private final CellEncoder values;
  private final CellPlan cell;

  CarriedCell(CellEncoder values, CellPlan cell) {
    this.values = values;
    this.cell = cell;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    try {
      values.encode(source, ordinal, target, at);
    } catch (UnfitValueException e) {
      throw new UnfitValueException(
          e.getMessage()
              + "; nobody asked for "
              + cell.dtype()
              + ", which the column brought along from the array that it was read from: option"
              + " dtype says what to write instead"
              + example(cell.type()));
    }
  }

  /** The dtype that holds every value of a type, where there is one. */
  private static String example(DataType type) {
    String dtype = "";
    if (type instanceof FloatType) {
      dtype = "float32";
    } else if (type instanceof DoubleType) {
      dtype = "float64";
    } else if (type instanceof LongType) {
      dtype = "int64";
    } else if (type instanceof IntegerType) {
      dtype = "int32";
    } else if (type instanceof ShortType) {
      dtype = "int16";
    }
    return dtype.isEmpty() ? "" : ", such as " + dtype;
  }
}
