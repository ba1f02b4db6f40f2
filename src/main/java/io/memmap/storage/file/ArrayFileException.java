package io.memmap.storage.file;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.OneLine;
import java.io.IOException;
import java.util.Locale;

/**
 * An error about the user's array file. Its message begins with {@code file PATH: }, so that
 * callers need not add the path, which they do to errors of the operating system and of staging
 * files.
 */
public final class ArrayFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * An error without a cause.
   *
   * @param format of the message after the path; see {@link String#format}
   */
  @FormatMethod
  public ArrayFileException(String path, @FormatString String format, Object... arguments) {
    this(path, null, format, arguments);
  }

  /**
   * An error with a cause, or null. Neither the cause nor its causes may be an {@link Error}, for
   * which Spark would end the JVM.
   *
   * @param format of the message after the path; see {@link String#format}
   */
  @FormatMethod
  public ArrayFileException(
      String path, Throwable cause, @FormatString String format, Object... arguments) {
    super(OneLine.of("file " + path + ": " + String.format(Locale.ROOT, format, arguments)), cause);
    this.path = path;
  }

  /** The same error with another cause, or null. */
  ArrayFileException(ArrayFileException error, Throwable cause) {
    super(error.getMessage(), cause);
    this.path = error.path;
  }

  public String path() {
    return path;
  }
}
