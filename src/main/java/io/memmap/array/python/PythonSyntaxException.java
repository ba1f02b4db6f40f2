package io.memmap.array.python;

/** A text is not a Python literal; the message says where and why. */
public final class PythonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param at index of the character
   */
  PythonSyntaxException(int at, String found) {
    super("at character " + (at + 1) + ": " + found, null, false, false);
  }
}
