package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.files.CutOff;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.storage.file.FileVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An update that was cut off. The statement that changes the array next finishes it, not when it is
 * planned, but when it begins to read the rows that it changes.
 */
final class PendingUpdate implements Runnable {
  private final ReadOptions options;
  private final ArraySpec planned;
  private final Path path;
  private FileVersion finished;

  /**
   * An update of the one file that the statement changes; {@link #run} finishes it.
   *
   * @param planned the array as the statement was planned
   */
  PendingUpdate(ReadOptions options, ResolvedArray planned) {
    this.options = options.with(CutOff.FINISHED);
    this.planned = spec(planned);
    this.path = Path.of(planned.sources().all().get(0).file().path());
  }

  private static ArraySpec spec(ResolvedArray array) {
    return array.sources().all().get(0).spec();
  }

  /**
   * Finishes it.
   *
   * @throws IllegalArgumentException if the array has another number of rows now, so that the
   *     statement would change some of them only
   */
  @Override
  public synchronized void run() {
    ArraySpec now = spec(ResolvedArray.of(options, Optional.empty()));
    if (!now.equals(planned)) {
      throw TableErrors.otherRowsNow(path.toString(), planned.shape(), now.shape());
    }
    try {
      finished = FileVersion.of(path.toRealPath());
    } catch (IOException e) {
      throw PathErrors.unfinishedUpdate(path.toString(), e);
    }
  }

  /** The file that rows are read from; nothing if none were. */
  synchronized Optional<FileVersion> version() {
    return Optional.ofNullable(finished);
  }
}
