package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.files.OnInterruptedUpdate;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.storage.file.FileVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An unfinished update of a file. The next statement that changes the array finishes it when it
 * begins to read rows, not when it is planned.
 */
final class PendingUpdate implements Runnable {
  private final ReadOptions options;
  private final ArraySpec planned;
  private final Path path;
  private FileVersion finished;

  /**
   * An unfinished update of a table's only file.
   *
   * @param planned the array as the statement was planned on it
   */
  PendingUpdate(ReadOptions options, ResolvedArray planned) {
    this.options = options.with(OnInterruptedUpdate.FINISHED);
    this.planned = spec(planned);
    this.path = Path.of(planned.sources().all().get(0).file().path());
  }

  private static ArraySpec spec(ResolvedArray array) {
    return array.sources().all().get(0).spec();
  }

  /**
   * Finishes the update.
   *
   * @throws IllegalArgumentException if the array then has another number of rows, so the statement
   *     would change only some of them
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

  /** The version of the file whose rows were read; empty if none were read. */
  synchronized Optional<FileVersion> version() {
    return Optional.ofNullable(finished);
  }
}
