package io.memmap.spark.internal.kernel.compute;

/** What two numbers become. Floats are rounded to floats; longs must not overflow. */
public enum Operator {
  PLUS,
  MINUS,
  TIMES
}
