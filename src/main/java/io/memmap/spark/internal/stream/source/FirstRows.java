package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.options.StartingRow;
import io.memmap.spark.internal.resolve.FollowErrors;
import io.memmap.spark.internal.resolve.FollowedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Chooses the row that a new query begins with. */
final class FirstRows {
  private FirstRows() {}

  /**
   * The rows that the query leaves out.
   *
   * @param there the files, in order
   * @throws IllegalArgumentException if there are not so many rows
   */
  static ReadRows leftOut(StartingRow first, Collection<FollowedFile> there) {
    long left = first.isLatest() ? Long.MAX_VALUE : first.rows();
    List<FileRows> read = new ArrayList<>();
    for (FollowedFile file : there) {
      long rows = Math.min(left, file.rows());
      if (rows > 0) {
        read.add(new FileRows(file.path(), file.identity(), rows));
        left -= rows;
      }
    }
    if (left > 0 && !first.isLatest()) {
      throw FollowErrors.startsLater(first.rows(), first.rows() - left);
    }
    return new ReadRows(read);
  }
}
