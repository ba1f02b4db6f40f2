package io.memmap.array;

/** A dtype, shape, order, offset or header that does not describe a readable array. */
public final class InvalidArrayException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidArrayException(String message) {
    super(message);
  }
}
