package io.memmap.spark.internal.read;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;

/**
 * Translates what a function is computed of: a column, or {@code + - *} of columns and literals.
 * Spark hands over the operators in ANSI mode only, where an overflow is an error. Such errors are
 * Spark's: whole numbers are taken only if their dtypes exclude an overflow.
 */
final class NumbersTranslator {
  private static final Map<String, Numbers.Operation> OPERATIONS =
      Map.of(
          "+", Numbers.Operation.PLUS,
          "-", Numbers.Operation.MINUS,
          "*", Numbers.Operation.TIMES);

  private final KnownColumns known;

  NumbersTranslator(KnownColumns known) {
    this.known = known;
  }

  /**
   * Translates an expression.
   *
   * @throws LeftToSpark if a part of it is not understood, or may overflow
   */
  Numbers numbers(Expression expression) throws LeftToSpark {
    if (expression instanceof NamedReference) {
      return stored(expression);
    }
    Numbers numbers = part(expression);
    if (numbers.columns().findAny().isEmpty()) {
      throw new LeftToSpark(expression.describe() + " names no column of the array");
    }
    return numbers;
  }

  private Numbers part(Expression expression) throws LeftToSpark {
    if (expression instanceof Literal<?> literal) {
      return constant(literal);
    } else if (expression instanceof Cast cast) {
      return converted(part(cast.expression()), cast.dataType(), cast);
    } else if (expression instanceof GeneralScalarExpression scalar
        && OPERATIONS.containsKey(scalar.name())
        && scalar.children().length == 2) {
      return computed(scalar);
    }
    Numbers.Column column = stored(expression);
    boolean floats =
        column.column().storedDType() instanceof ScalarDType dtype && dtype.kind().code() == 'f';
    if (floats != isFloat(column.type()) || !isPlain(column.type())) {
      throw new LeftToSpark(expression.describe() + " is read as " + column.type().simpleString());
    }
    return column;
  }

  private static boolean isFloat(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType;
  }

  /** Whether it is a type of floats, or of integers of up to 64 bits. */
  private static boolean isPlain(DataType type) {
    return isFloat(type) || WholeNumbers.of(type).isPresent();
  }

  private static Numbers constant(Literal<?> literal) throws LeftToSpark {
    if (literal.value() instanceof Number value && isPlain(literal.dataType())) {
      return new Numbers.Constant(value, literal.dataType());
    }
    throw new LeftToSpark(literal.describe() + " is no plain number");
  }

  private static Numbers converted(Numbers numbers, DataType type, Expression expression)
      throws LeftToSpark {
    Optional<WholeNumbers> range = WholeNumbers.of(numbers);
    boolean fits = WholeNumbers.of(type).flatMap(wide -> range.map(wide::holds)).orElse(false);
    if (!isFloat(type) && !fits) {
      throw new LeftToSpark(expression.describe() + " may overflow");
    }
    return new Numbers.Converted(numbers, type);
  }

  private Numbers computed(GeneralScalarExpression expression) throws LeftToSpark {
    Numbers left = part(expression.children()[0]);
    Numbers right = part(expression.children()[1]);
    if (!left.type().equals(right.type())) {
      throw new LeftToSpark(expression.describe() + " is of different types");
    }
    Numbers result = new Numbers.Computed(OPERATIONS.get(expression.name()), left, right);
    Optional<WholeNumbers> range = WholeNumbers.of(result);
    if (range.isPresent() && !WholeNumbers.of(result.type()).orElseThrow().holds(range.get())) {
      throw new LeftToSpark(
          String.format(
              Locale.ROOT,
              "%s may overflow %s; cast its columns to a wider type",
              expression.describe(),
              result.type().simpleString()));
    }
    return result;
  }

  private Numbers.Column stored(Expression expression) throws LeftToSpark {
    ScanColumn column =
        known
            .column(expression)
            .orElseThrow(
                () -> new LeftToSpark(expression.describe() + " is not a column of the array"));
    Optional<ScalarKind> kind = number(column).map(ScalarDType::kind);
    if (!(column instanceof ScanColumn.Stored stored)
        || kind.isEmpty()
        || kind.get() == ScalarKind.BOOL) {
      throw new LeftToSpark(expression.describe() + " does not hold stored numbers");
    }
    if (kind.get() == ScalarKind.UINT64 && column.field().dataType() instanceof LongType) {
      throw new LeftToSpark(
          expression.describe() + " is uint64 read as bigint, which cannot hold every value");
    }
    return new Numbers.Column(stored);
  }

  /** The dtype of a column of single numbers; nothing for other columns. */
  private static Optional<ScalarDType> number(ScanColumn column) {
    return column
        .dtype()
        .filter(dtype -> column.field().dataType() instanceof NumericType)
        .filter(ScalarDType.class::isInstance)
        .map(ScalarDType.class::cast);
  }
}
