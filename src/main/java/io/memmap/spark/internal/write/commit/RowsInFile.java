package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.storage.file.FileBytes;
import java.io.IOException;
import java.nio.file.Path;

/** Counts the rows that a file holds before others are appended. */
final class RowsInFile {
  private final ArrayTarget target;
  private final RecordLayout layout;
  private final Path file;
  private final long fileBytes;

  /**
   * The rows of a target that exists.
   *
   * @param layout of the appended rows
   * @param file the target, or a copy of it
   * @param fileBytes length of the file
   */
  RowsInFile(ArrayTarget target, RecordLayout layout, Path file, long fileBytes) {
    this.target = target;
    this.file = file;
    this.layout = layout;
    this.fileBytes = fileBytes;
  }

  /**
   * Rows in the file.
   *
   * @param added rows that will be appended
   * @throws InvalidArrayException if they are not rows of the file's array, or if the file does not
   *     end with a row
   */
  long count(long added) throws IOException {
    if (target.form().head() instanceof FileHead.OldHeader old) {
      ArraySpec array = old.header().spec();
      layout.refuseOthersThan(array.shape(), added);
      return rowsOf(array);
    }
    return rowsAfter(((FileHead.Gap) target.form().head()).offset());
  }

  private long rowsOf(ArraySpec array) {
    if (fileBytes != array.end()) {
      throw CommitErrors.doesNotEndWithArray(array, fileBytes);
    }
    return layout.capacity(array.shape());
  }

  private long rowsAfter(long offset) throws IOException {
    long available = fileBytes - offset;
    long rowBytes = layout.recordBytes();
    if (available == 1 && rowBytes > 1 && offset == 0 && isPlaceholder()) {
      return 0;
    }
    if (available < 0 || (rowBytes > 0 && available % rowBytes != 0)) {
      throw CommitErrors.endsInsideARow(rowBytes, offset, fileBytes);
    }
    return rowBytes == 0 ? 0 : available / rowBytes;
  }

  /** Whether the one byte is zero: an array without rows is written so, as by np.memmap. */
  private boolean isPlaceholder() throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return bytes.read(0, 1)[0] == 0;
    }
  }
}
