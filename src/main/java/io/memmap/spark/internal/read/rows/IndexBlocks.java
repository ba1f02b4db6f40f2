package io.memmap.spark.internal.read.rows;

import java.io.Serializable;

/**
 * Blocks of consecutive indices: {@code floor(index / divisor) % modulus}. A single index is a
 * block of length 1.
 *
 * @param divisor indices in a block
 * @param modulus blocks after which the numbers begin again; {@link Long#MAX_VALUE} if they never
 *     do
 * @param negated whether the sign of each number is changed
 */
public record IndexBlocks(long divisor, long modulus, boolean negated) implements Serializable {
  private static final long NEVER = Long.MAX_VALUE;

  /** The index itself. */
  public static final IndexBlocks SINGLE = new IndexBlocks(1, NEVER, false);

  /** {@code floor(index / length)}. */
  public static IndexBlocks ofLength(long length) {
    return new IndexBlocks(length, NEVER, false);
  }

  /** {@code index % count}. */
  public static IndexBlocks remainder(long count) {
    return new IndexBlocks(1, count, false);
  }

  /** The blocks of a function. */
  public static IndexBlocks of(RowBlockFunction function) {
    return new IndexBlocks(function.length(), NEVER, function.reversed());
  }

  /** As SQL has it. */
  public String describe(String index) {
    String block = divisor == 1 ? index : "floor(" + index + " / " + divisor + ")";
    String number = modulus == NEVER ? block : block + " % " + modulus;
    return negated ? "-" + number : number;
  }
}
