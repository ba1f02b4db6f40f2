package io.memmap.spark.internal.table;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.compute.Computed;
import io.memmap.spark.internal.kernel.compute.NumberKind;
import io.memmap.spark.internal.kernel.compute.Operator;
import io.memmap.spark.internal.kernel.compute.Term;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.BatchNumbers;
import io.memmap.spark.internal.vector.ComputedVector;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Connects the expressions of a scan with the kernels that compute them. */
final class MappedNumbers {
  private MappedNumbers() {}

  /** How the numbers lie in memory that kernels read. */
  static ScalarDType dtype(Numbers numbers) {
    return numbers instanceof Numbers.Column stored
        ? (ScalarDType) stored.column().storedDType()
        : NumberKind.of(numbers.type()).dtype();
  }

  static BatchNumbers of(Numbers numbers, Map<ScanColumn, Integer> ordinals) {
    if (numbers instanceof Numbers.Column stored) {
      int ordinal = ordinals.get(stored.column());
      return batch -> batch.column(ordinal);
    }
    List<ScanColumn.Stored> columns = numbers.columns().distinct().toList();
    Computed computed = new Computed(term(numbers, columns));
    return new OfExpression(
        columns.stream().map(ordinals::get).toList(),
        computed,
        new ComputedVector(numbers.type(), computed::runs));
  }

  private static Term term(Numbers numbers, List<ScanColumn.Stored> columns) {
    NumberKind kind = NumberKind.of(numbers.type());
    if (numbers instanceof Numbers.Column stored) {
      ScalarDType dtype = (ScalarDType) stored.column().storedDType();
      return Term.converted(Term.column(columns.indexOf(stored.column()), dtype), kind);
    } else if (numbers instanceof Numbers.Constant constant) {
      return Term.constant(kind, constant.value());
    } else if (numbers instanceof Numbers.Converted converted) {
      return Term.converted(term(converted.numbers(), columns), kind);
    }
    Numbers.Computed computed = (Numbers.Computed) numbers;
    Term left = term(computed.left(), columns);
    boolean same = computed.left().equals(computed.right());
    return Term.operation(
        operator(computed.operation()), left, same ? left : term(computed.right(), columns));
  }

  private static Operator operator(Numbers.Operation operation) {
    return switch (operation) {
      case PLUS -> Operator.PLUS;
      case MINUS -> Operator.MINUS;
      case TIMES -> Operator.TIMES;
    };
  }

  /**
   * An expression over batches.
   *
   * @param ordinals of its columns
   */
  private record OfExpression(List<Integer> ordinals, Computed computed, ComputedVector vector)
      implements BatchNumbers {
    @Override
    public ColumnVector of(ColumnarBatch batch) {
      computed.show(
          ordinals.stream()
              .map(ordinal -> (StridedVector) batch.column(ordinal))
              .toArray(StridedVector[]::new));
      return vector;
    }
  }
}
