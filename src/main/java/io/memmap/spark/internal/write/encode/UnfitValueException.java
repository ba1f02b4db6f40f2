package io.memmap.spark.internal.write.encode;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/**
 * A value that the array's dtype or shape can't hold. {@link #in} adds the column; the writer adds
 * file, row and partition.
 */
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error of {@link EncodeErrors}, without a stack trace: the row says more than the code. */
  @FormatMethod
  UnfitValueException(@FormatString String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments), null, false, false);
  }

  /**
   * The same error about a part of the row.
   *
   * @param part {@code column} or {@code field}
   */
  public UnfitValueException in(String part, String name) {
    return new UnfitValueException("%s %s: %s", part, name, getMessage());
  }
}
