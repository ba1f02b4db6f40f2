package io.memmap.spark.internal.table;

import io.memmap.spark.internal.files.OnInterruptedUpdate;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.write.commit.PublishedFiles;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The array of a table. It is looked at when it is needed, and only as far as needed: a statement
 * that replaces or repairs a broken file must not fail because the file is broken.
 */
final class TableArray {
  private final ReadOptions options;
  private ResolvedArray described;

  /** Why the array's rows cannot be read; null if they can. */
  private IllegalArgumentException fault;

  TableArray(ReadOptions options) {
    this.options = options;
  }

  private static ResolvedArray resolved(ReadOptions options) {
    return ResolvedArray.of(options, Optional.empty());
  }

  ReadOptions options() {
    return options;
  }

  /**
   * The array with its columns, even if its file is cut or has an unfinished update; the file is
   * not changed.
   *
   * @throws IllegalArgumentException if the columns cannot be determined
   */
  synchronized ResolvedArray described() {
    if (described == null) {
      try {
        described = resolved(options.with(OnInterruptedUpdate.REFUSED));
      } catch (IllegalArgumentException e) {
        described = inSpiteOf(e);
        fault = e;
      }
    }
    return described;
  }

  private ResolvedArray inSpiteOf(IllegalArgumentException found) {
    try {
      return resolved(options.forColumnsOnly());
    } catch (IllegalArgumentException e) {
      throw found;
    }
  }

  private synchronized Optional<IllegalArgumentException> fault() {
    described();
    return Optional.ofNullable(fault);
  }

  /**
   * The array, for a query that reads its rows.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  ResolvedArray readable() {
    if (fault().isPresent()) {
      return resolved(options);
    }
    ResolvedArray before = described();
    ResolvedArray now = hasChanged(before) ? resolved(options) : before;
    return now.schema().equals(before.schema()) ? now : before;
  }

  /**
   * Whether the file is longer, or was replaced by a write of this JVM. Spark reuses the table
   * object of a cached table after a statement that writes to it.
   */
  private static boolean hasChanged(ResolvedArray array) {
    List<ArraySource> files = array.sources().all();
    FileStamp before = files.get(0).file();
    if (files.size() > 1) {
      return false;
    }
    if (!before.location().isLocal()) {
      return PublishedFiles.haveReplaced(before);
    }
    try {
      FileStamp now = FileStamp.of(Path.of(before.path()));
      return now.bytes() > before.bytes() || (!now.equals(before) && PublishedFiles.contains(now));
    } catch (IOException e) {
      return false; // the read itself reports it
    }
  }

  /**
   * Whether the file has an unfinished update, which a statement that changes it has to finish.
   *
   * @throws IllegalArgumentException if the file is not an array for another reason
   */
  boolean isCutOff() {
    if (fault().isEmpty()) {
      return false;
    }
    List<ArraySource> files = described().sources().all();
    Location file = files.get(0).file().location();
    boolean pending =
        files.size() == 1 && file.isLocal() && WholeFile.isCutOff(file.path(), options.locking());
    if (!pending) {
      throw fault().get();
    }
    return true;
  }

  /**
   * The array with an unfinished update, in its present length; some rows are old and some new.
   *
   * @throws IllegalArgumentException if the length cannot be determined
   */
  ResolvedArray halfDone() {
    try {
      return resolved(options.with(OnInterruptedUpdate.LEFT));
    } catch (IllegalArgumentException e) {
      throw fault().orElse(e);
    }
  }
}
