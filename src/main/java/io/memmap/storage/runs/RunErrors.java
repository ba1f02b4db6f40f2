package io.memmap.storage.runs;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.OneLine;
import java.io.EOFException;
import java.io.IOException;

/** Errors of staging files. They name the staging file; callers add the path of the array. */
public final class RunErrors {
  private RunErrors() {}

  /** The driver reads a staging file that only an executor's machine has. */
  public static IOException stagedElsewhere(String file, IOException cause) {
    return error(
        cause,
        "staging file %s: not found on the driver's machine, where the array is put together;"
            + " executors and driver need a shared file system for the folder written to",
        file);
  }

  static IOException cannotStage(String file, IOException cause) {
    return error(
        cause,
        "staging file %s: cannot be written (%s); the array is as it was; rows need room beside it"
            + " before they become part of it, so look at the disk's free space and quota and write"
            + " again",
        file,
        cause.getMessage());
  }

  static IOException tooShort(String file, long bytes) {
    return new EOFException(OneLine.format("staging file %s ends at byte %d", file, bytes));
  }

  @FormatMethod
  private static IOException error(
      IOException cause, @FormatString String format, Object... arguments) {
    return new IOException(OneLine.format(format, arguments), cause);
  }
}
