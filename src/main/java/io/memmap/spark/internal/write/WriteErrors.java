package io.memmap.spark.internal.write;

import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Errors of tasks, which name the row, and of the driver, which name the array's file. */
final class WriteErrors {
  /** A {@code MERGE} with a clause that inserts. */
  static final String ROW_IS_NOT_THERE =
      "a row that is not there can't be updated; add it with INSERT INTO";

  /** A {@code MERGE} with a clause that deletes. */
  static final String ROW_IS_DELETED =
      "deleting a row would move the rows after it; write the array anew";

  private WriteErrors() {}

  /**
   * A row that has no place in the array.
   *
   * @param row its number in the partition, from 0
   */
  static IOException unfitRow(String file, long row, int partition, String reason) {
    return new ArrayFileException(file, "row %d of partition %d, %s", row, partition, reason);
  }

  /**
   * The driver failed to read or write a file. The array's file comes first in the message; errors
   * of the operating system name a staging file, or none.
   *
   * @param what failed, such as {@code cannot be published}
   */
  static UncheckedIOException failed(Location file, String what, IOException reason) {
    String message =
        reason instanceof ArrayFileException
            ? reason.getMessage()
            : OneLine.format(
                "file %s: %s (%s); it is as it was; look at the disk's free space and the folder's"
                    + " permissions, and write again",
                file, what, FileErrors.reason(reason));
    return new UncheckedIOException(message, reason);
  }

  /** The rows do not make an array of the shape asked for, or do not go with those of the file. */
  static IllegalArgumentException unfitArray(Location file, InvalidArrayException reason) {
    return new IllegalArgumentException(
        OneLine.format("file %s: %s", file, reason.getMessage()), reason);
  }
}
