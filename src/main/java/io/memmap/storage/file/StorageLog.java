package io.memmap.storage.file;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.OneLine;

/** Warnings of reading and publishing files, which appear in Spark's log. */
public final class StorageLog {
  private static final System.Logger LOG =
      System.getLogger("io.memmap.storage.publish.StagingArea");

  private StorageLog() {}

  /**
   * Logs a warning in one line.
   *
   * @param format see {@link String#format}
   */
  @FormatMethod
  public static void warn(@FormatString String format, Object... arguments) {
    LOG.log(System.Logger.Level.WARNING, OneLine.format(format, arguments));
  }
}
