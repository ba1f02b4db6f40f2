package io.memmap.spark.internal.read.source;

import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;

/**
 * A number for each row: of a column, or computed from columns as Spark computes it. {@code
 * toString} gives it as SQL has it: {@code (_c0 * _c1)}.
 */
public sealed interface Numbers extends Serializable
    permits Numbers.Column, Numbers.Constant, Numbers.Converted, Numbers.Computed {

  /** Spark's type of the numbers. */
  DataType type();

  /** The columns that it needs, perhaps several times. */
  Stream<ScanColumn.Stored> columns();

  /** Stored numbers. */
  record Column(ScanColumn.Stored column) implements Numbers {
    @Override
    public DataType type() {
      return column.field().dataType();
    }

    @Override
    public Stream<ScanColumn.Stored> columns() {
      return Stream.of(column);
    }

    @Override
    public String toString() {
      return column.field().name();
    }
  }

  /** The same number for each row. */
  record Constant(Number value, DataType type) implements Numbers {
    @Override
    public Stream<ScanColumn.Stored> columns() {
      return Stream.empty();
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** Numbers as another type, which holds each of them, or rounds it. */
  record Converted(Numbers numbers, DataType type) implements Numbers {
    @Override
    public Stream<ScanColumn.Stored> columns() {
      return numbers.columns();
    }

    @Override
    public String toString() {
      return "cast(" + numbers + " as " + type.simpleString() + ")";
    }
  }

  /** What two numbers of one type become, which does not overflow. */
  record Computed(Operation operation, Numbers left, Numbers right) implements Numbers {
    @Override
    public DataType type() {
      return left.type();
    }

    @Override
    public Stream<ScanColumn.Stored> columns() {
      return Stream.concat(left.columns(), right.columns());
    }

    @Override
    public String toString() {
      return "(" + left + " " + operation.sign() + " " + right + ")";
    }
  }

  /** What is computed of two numbers. */
  enum Operation {
    PLUS("+"),
    MINUS("-"),
    TIMES("*");

    private final String sign;

    Operation(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }
}
