package io.memmap.spark.internal.read.source;

/** A scan does not take an operation, so Spark keeps it; the message is the reason, for the log. */
public final class LeftToSpark extends Exception {
  private static final long serialVersionUID = 1L;

  public LeftToSpark(String reason) {
    super(reason);
  }
}
