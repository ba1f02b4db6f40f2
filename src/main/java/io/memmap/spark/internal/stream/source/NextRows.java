package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.resolve.FollowErrors;
import io.memmap.spark.internal.resolve.FollowedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the rows of the next micro-batch: those of files that have been read before, in their
 * order, then those of new files.
 */
final class NextRows {
  private final Map<String, FollowedFile> there;
  private final DataLoss loss;
  private long rowsLeft;
  private long filesLeft;

  /**
   * @param there files of a look, by path, in order
   */
  NextRows(Map<String, FollowedFile> there, TriggerLimits limits, DataLoss loss) {
    this.there = there;
    this.loss = loss;
    this.rowsLeft = limits.rows();
    this.filesLeft = limits.files();
  }

  /**
   * The position after the next micro-batch.
   *
   * @param before rows known to have been there at an earlier look, by path
   * @throws IllegalStateException if rows were lost and the query is to stop then
   */
  ReadRows after(ReadRows read, Map<String, FollowedFile> before) {
    List<FileRows> next = new ArrayList<>();
    for (FileRows file : read.files()) {
      next.add(after(file, Optional.ofNullable(before.get(file.path()))));
    }
    there.values().stream()
        .filter(file -> read.of(file.path()).isEmpty())
        .map(file -> taken(new FileRows(file.path(), file.identity(), 0), file))
        .filter(file -> file.rows() > 0)
        .forEach(next::add);
    return new ReadRows(next);
  }

  private FileRows after(FileRows read, Optional<FollowedFile> before) {
    FollowedFile found = there.get(read.path());
    if (found == null) {
      long known = before.map(FollowedFile::rows).orElse(read.rows());
      if (known > read.rows()) {
        loss.report(FollowErrors.gone(read.path(), read.rows(), known));
      }
      return read;
    }
    if (read.isReplacedBy(found.identity())) {
      loss.report(FollowErrors.replaced(read.path(), read.rows(), read.identity(), found));
      return taken(new FileRows(read.path(), found.identity(), 0), found);
    }
    if (found.rows() < read.rows()) {
      loss.report(FollowErrors.shorter(read.path(), read.rows(), found));
      return read.withRows(found.rows());
    }
    return taken(read, found);
  }

  private FileRows taken(FileRows read, FollowedFile found) {
    long rows = filesLeft > 0 ? Math.min(rowsLeft, found.rows() - read.rows()) : 0;
    if (rows == 0) {
      return read;
    }
    rowsLeft -= rows;
    filesLeft--;
    return read.withRows(read.rows() + rows);
  }
}
