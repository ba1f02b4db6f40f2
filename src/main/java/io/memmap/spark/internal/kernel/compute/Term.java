package io.memmap.spark.internal.kernel.compute;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.Arrays;

/** Numbers of some rows: those of a column, constants, or what is computed of other terms. */
public abstract class Term {
  /** Rows at a time: the arrays of a few terms stay in the first-level cache. */
  static final int BLOCK = 1 << 10;

  private final NumberKind kind;

  private Term(NumberKind kind) {
    this.kind = kind;
  }

  final NumberKind kind() {
    return kind;
  }

  /**
   * The numbers of {@code count} rows, at most {@link #BLOCK}, in an array that the next call may
   * fill anew.
   *
   * @param columns of the batch, in the order of their numbers
   */
  abstract Object of(StridedVector[] columns, int row, int count);

  /**
   * The numbers of a column.
   *
   * @param number of the column
   * @param dtype of its numbers, not bool or uint64
   */
  public static Term column(int number, ScalarDType dtype) {
    return new Column(number, dtype);
  }

  /** The same number for each row. */
  public static Term constant(NumberKind kind, Number value) {
    Object block = kind.array(BLOCK);
    switch (kind) {
      case FLOAT -> Arrays.fill((float[]) block, value.floatValue());
      case DOUBLE -> Arrays.fill((double[]) block, value.doubleValue());
      case LONG -> Arrays.fill((long[]) block, value.longValue());
    }
    return new Term(kind) {
      @Override
      Object of(StridedVector[] columns, int row, int count) {
        return block;
      }
    };
  }

  /**
   * The numbers as another kind, rounded to the nearest.
   *
   * @param kind not {@link NumberKind#LONG}, unless the term has it
   */
  public static Term converted(Term term, NumberKind kind) {
    if (term.kind == kind) {
      return term;
    }
    Object block = kind.array(BLOCK);
    return new Term(kind) {
      @Override
      Object of(StridedVector[] columns, int row, int count) {
        Conversions.convert(term.of(columns, row, count), block, count);
        return block;
      }
    };
  }

  /**
   * What is computed of two terms of one kind.
   *
   * @param right may be the same object as {@code left}, which is then computed once
   */
  public static Term operation(Operator operator, Term left, Term right) {
    Object block = left.kind.array(BLOCK);
    return new Term(left.kind) {
      @Override
      Object of(StridedVector[] columns, int row, int count) {
        Object first = left.of(columns, row, count);
        Object second = left == right ? first : right.of(columns, row, count);
        kind().apply(operator, first, second, block, count);
        return block;
      }
    };
  }

  private static final class Column extends Term {
    private final int number;
    private final KernelByStride<ArrayLoad> loads;
    private final Object block;
    private int filled;

    Column(int number, ScalarDType dtype) {
      super(ArrayLoad.kind(dtype));
      this.number = number;
      this.loads = new KernelByStride<>(stride -> ArrayLoad.of(dtype, stride));
      this.block = kind().array(BLOCK);
    }

    @Override
    Object of(StridedVector[] columns, int row, int count) {
      filled = 0;
      columns[number].runs(
          row,
          count,
          (address, stride, length) -> {
            loads.of(stride).load(address, stride, length, block, filled);
            filled += length;
          });
      return block;
    }
  }
}
