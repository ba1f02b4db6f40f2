package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * Functions of the values of one column, computed batch by batch. A result is in Spark's internal
 * form: a sum is a long, a double or a decimal(20,0), a minimum or maximum has the column's type,
 * an average or a variance is a double.
 */
public final class Reductions {

  /** A function of numbers. */
  public enum Function {
    SUM,

    /** As a double; only of numbers whose sum does not overflow. */
    AVERAGE,

    /** In Spark's order. */
    LEAST,

    /** In Spark's order, in which NaN is greater than all other numbers. */
    GREATEST,

    /** Variance of all numbers. */
    VAR_POP,

    /** Variance of a sample; null if there is one number. */
    VAR_SAMP,

    /** Root of {@link #VAR_POP}. */
    STDDEV_POP,

    /** Root of {@link #VAR_SAMP}. */
    STDDEV_SAMP;

    /** Whether the pass that finds several functions of a run at once finds this one too. */
    private boolean isSummarized() {
      return switch (this) {
        case SUM, AVERAGE, LEAST, GREATEST -> true;
        case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> false;
      };
    }

    private Reduction of(ScalarDType dtype, DataType type) {
      return switch (this) {
        case SUM -> Reduction.sum(dtype);
        case AVERAGE -> new Average(Reduction.sum(dtype));
        case LEAST -> Reduction.extreme(dtype, type, true);
        case GREATEST -> Reduction.extreme(dtype, type, false);
        case VAR_POP -> new Variance(dtype, false, false);
        case VAR_SAMP -> new Variance(dtype, true, false);
        case STDDEV_POP -> new Variance(dtype, false, true);
        case STDDEV_SAMP -> new Variance(dtype, true, true);
      };
    }
  }

  private final ColumnLoops loops;
  private final List<Reduction> all;

  /**
   * Begins without values.
   *
   * @param dtype of the stored numbers, not bool
   * @param type of the column
   */
  public Reductions(ScalarDType dtype, DataType type, List<Function> functions) {
    long summarized = functions.stream().filter(Function::isSummarized).count();
    this.loops = new ColumnLoops(dtype, summarized > 1);
    this.all = functions.stream().map(function -> function.of(dtype, type)).toList();
  }

  /** Adds the first {@code count} values of a vector; {@code count} may be 0. */
  public void add(StridedVector values, int count) {
    if (count > 0) {
      values.runs(count, this::add);
    }
  }

  private void add(long address, long stride, int length) {
    loops.begin(address, stride, length);
    for (int i = 0; i < all.size(); i++) {
      all.get(i).addRun(loops, address, stride, length);
    }
  }

  /** The result of a function for the values since the last call; null if there were none. */
  public Object result(int function) {
    return all.get(function).result();
  }

  /**
   * A part of the result of a function that would overflow together with the rest. Each call
   * returns another part; empty if there are no more.
   */
  public Optional<Object> overflown(int function) {
    return all.get(function).overflown();
  }
}
