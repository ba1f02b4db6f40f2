package io.memmap.bench;

import java.math.BigInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The permutation that moves row {@code i} of {@code n} to {@code i * multiplier % n}, far from its
 * neighbours.
 */
final class Permutation {
  static final String COLUMN = "place";

  /** Bound of the multiplier, whose product with an index stays below 2**63. */
  private static final long MOST = 1 << 30;

  private final long rows;
  private final long multiplier;

  Permutation(long rows) {
    this.rows = rows;
    long candidate = Math.max(1, (long) (Math.min(rows, MOST) * 0.618));
    while (!isCoprime(candidate, rows)) {
      candidate++;
    }
    this.multiplier = candidate;
  }

  private static boolean isCoprime(long a, long b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).equals(BigInteger.ONE);
  }

  long place(long row) {
    return row * multiplier % rows;
  }

  /** The rows with their new index in place of the index that they were read with. */
  Dataset<Row> of(Dataset<Row> rows) {
    return rows.withColumn(
        COLUMN, functions.expr(COLUMN + " * " + multiplier + "L % " + this.rows + "L"));
  }
}
