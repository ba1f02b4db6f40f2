package io.memmap.spark.internal.read.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * A function over all rows.
 *
 * @param column whose values it takes; null for a count
 */
public record Aggregate(Function function, ScanColumn column) implements Serializable {

  /** What it is. */
  public enum Function {
    COUNT,
    SUM,
    MIN,
    MAX
  }

  /** A count of rows. */
  public static final Aggregate COUNT = new Aggregate(Function.COUNT, null);

  public boolean isCount() {
    return function == Function.COUNT;
  }

  /** Of a part of the result: what Spark expects to aggregate further (V2ScanRelationPushDown). */
  DataType type() {
    return switch (function) {
      case COUNT -> DataTypes.LongType;
      case MIN, MAX -> column.field().dataType();
      case SUM -> sumType(column.field().dataType());
    };
  }

  private static DataType sumType(DataType type) {
    if (type instanceof DecimalType) {
      return type;
    }
    return type instanceof FloatType || type instanceof DoubleType
        ? DataTypes.DoubleType
        : DataTypes.LongType;
  }

  /** The column of a result. */
  public StructField field() {
    return new StructField(toString(), type(), true, Metadata.empty());
  }

  /** As SQL has it. */
  @Override
  public String toString() {
    return isCount()
        ? "count(*)"
        : function.name().toLowerCase(Locale.ROOT) + "(" + column.field().name() + ")";
  }

  /** A row with the values that a file's rows are grouped by, and room for those of functions. */
  public static Object[] row(List<ScanColumn> groups, ArraySource source, int functions) {
    Object[] values = new Object[groups.size() + functions];
    for (int i = 0; i < groups.size(); i++) {
      values[i] = groups.get(i).valueIn(source);
    }
    return values;
  }
}
