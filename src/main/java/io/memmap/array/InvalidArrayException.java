package io.memmap.array;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/** A dtype, shape, order, offset or header that does not describe a readable array. */
public final class InvalidArrayException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidArrayException(String message) {
    super(message);
  }

  /** An error with the message that {@link String#format} makes. */
  @FormatMethod
  public static InvalidArrayException of(@FormatString String format, Object... arguments) {
    return new InvalidArrayException(String.format(Locale.ROOT, format, arguments));
  }
}
