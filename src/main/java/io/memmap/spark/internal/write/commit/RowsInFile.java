package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import java.io.IOException;

/** Counts the rows that a file holds before others are appended. */
final class RowsInFile {
  private final ArrayTarget target;
  private final RecordLayout layout;
  private final OldFile file;

  /**
   * The rows of a target that exists.
   *
   * @param layout of the appended rows
   * @param file the target as it is
   */
  RowsInFile(ArrayTarget target, RecordLayout layout, OldFile file) {
    this.target = target;
    this.file = file;
    this.layout = layout;
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
    if (file.bytes() != array.end()) {
      throw CommitErrors.doesNotEndWithArray(array, file.bytes());
    }
    return layout.capacity(array.shape());
  }

  private long rowsAfter(long offset) throws IOException {
    long available = file.bytes() - offset;
    long rowBytes = layout.recordBytes();
    if (rowBytes > 1 && offset == 0 && file.isPlaceholder()) {
      return 0;
    }
    if (available < 0 || (rowBytes > 0 && available % rowBytes != 0)) {
      throw CommitErrors.endsInsideARow(rowBytes, offset, file.bytes());
    }
    return rowBytes == 0 ? 0 : available / rowBytes;
  }
}
