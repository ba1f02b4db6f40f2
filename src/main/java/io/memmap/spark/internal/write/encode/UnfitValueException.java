package io.memmap.spark.internal.write.encode;

/** A value that the array's dtype can't hold; the writer adds column and row. */
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitValueException(String message) {
    super(message, null, false, false);
  }
}
