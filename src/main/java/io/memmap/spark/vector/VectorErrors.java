package io.memmap.spark.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/** The errors of single values, which Spark's getters let out of a task only unchecked. */
final class VectorErrors {
  private VectorErrors() {}

  static UncheckedIOException doesNotFitBigint(String label, BigInteger value) {
    return new UncheckedIOException(
        new IOException(
            label
                + (": asked for bigint, found uint64 " + value)
                + ", which is larger; leave the column's type out of the schema to read it as"
                + " decimal(20,0)"));
  }
}
