package io.memmap.spark.internal.read.source;

import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** A function over all rows. {@code toString} gives it as SQL has it: {@code max(_c0)}. */
public sealed interface Aggregate extends Serializable
    permits Aggregate.CountRows, Aggregate.OfNumbers {

  /** A count of rows. */
  record CountRows() implements Aggregate {
    @Override
    public DataType type() {
      return DataTypes.LongType;
    }

    @Override
    public String toString() {
      return "count(*)";
    }
  }

  /** A function over numbers. */
  record OfNumbers(Function function, Numbers numbers) implements Aggregate {
    @Override
    public DataType type() {
      DataType values = numbers.type();
      return switch (function) {
        case SUM -> sumOf(values);
        case AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> DataTypes.DoubleType;
        case MIN, MAX -> values;
      };
    }

    private static DataType sumOf(DataType values) {
      if (values instanceof DecimalType) {
        return values;
      }
      return values instanceof FloatType || values instanceof DoubleType
          ? DataTypes.DoubleType
          : DataTypes.LongType;
    }

    @Override
    public String toString() {
      return function.name().toLowerCase(Locale.ROOT) + "(" + numbers + ")";
    }
  }

  /** The functions that have kernels. */
  enum Function {
    SUM,
    MIN,
    MAX,

    // Spark cannot combine results of the following, so one task has to read all rows.

    AVG,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP;

    /** Whether it is a variance, or the root of one. */
    public boolean isVariance() {
      return switch (this) {
        case SUM, MIN, MAX, AVG -> false;
        case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> true;
      };
    }
  }

  /**
   * The type of a partial result, as Spark expects it to aggregate further ({@code
   * V2ScanRelationPushDown}).
   */
  DataType type();

  /** The column of a partial result. */
  default StructField field() {
    return new StructField(toString(), type(), true, Metadata.empty());
  }

  default boolean isCount() {
    return this instanceof CountRows;
  }
}
