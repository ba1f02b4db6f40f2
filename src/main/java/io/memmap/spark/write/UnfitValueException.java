package io.memmap.spark.write;

/** A value that the array's dtype can't hold; the writer adds column and row. */
final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitValueException(String message) {
    super(message, null, false, false);
  }
}
