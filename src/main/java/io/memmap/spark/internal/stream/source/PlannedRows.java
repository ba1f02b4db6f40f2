package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.resolve.FollowErrors;
import io.memmap.spark.internal.resolve.FollowedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of one micro-batch: what two positions say, and nothing else, so that a batch that is
 * repeated after a crash has the same rows.
 */
final class PlannedRows {
  private final Function<FileRows, Optional<FollowedFile>> look;
  private final DataLoss loss;
  private final List<ArraySource> sources = new ArrayList<>();
  private final List<RowRanges> ranges = new ArrayList<>();
  private long first;

  /**
   * @param look looks at a file as it is now
   */
  PlannedRows(Function<FileRows, Optional<FollowedFile>> look, DataLoss loss) {
    this.look = look;
    this.loss = loss;
  }

  /**
   * Adds the rows between two positions, file by file.
   *
   * @throws IllegalStateException if some of them are not there any more and the query is to stop
   *     then
   */
  PlannedRows add(ReadRows start, ReadRows end) {
    for (FileRows file : end.files()) {
      long from =
          start
              .of(file.path())
              .filter(read -> !read.isReplacedBy(file.identity()))
              .map(FileRows::rows)
              .orElse(0L);
      if (from < file.rows()) {
        add(file, from);
      }
    }
    return this;
  }

  private void add(FileRows file, long from) {
    Optional<FollowedFile> now = look.apply(file);
    if (now.isEmpty()) {
      loss.report(FollowErrors.gone(file.path(), from, file.rows()));
      return;
    }
    FollowedFile found = now.get();
    if (file.isReplacedBy(found.identity())) {
      loss.report(FollowErrors.replaced(file.path(), file.rows(), file.identity(), found));
      return;
    }
    if (found.rows() < file.rows()) {
      loss.report(FollowErrors.shorter(file.path(), file.rows(), found));
    }
    long end = Math.min(file.rows(), found.rows());
    if (from < end) {
      ArraySource source = found.first(end);
      long before = from == 0 ? 0 : found.first(from).rows();
      sources.add(source);
      ranges.add(RowRanges.of(first + before, first + source.rows()));
      first += source.rows();
    }
  }

  ArraySources sources() {
    return new ArraySources(sources);
  }

  /** Rows of the DataFrame, numbered across all sources. */
  RowRanges rows() {
    return RowRanges.union(ranges);
  }

  boolean isEmpty() {
    return sources.isEmpty();
  }
}
