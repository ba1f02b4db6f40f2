package io.memmap.array;

/** A dtype, shape, order or offset that describes no array that can be read. */
public final class InvalidArrayException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidArrayException(String message) {
    super(message);
  }
}
