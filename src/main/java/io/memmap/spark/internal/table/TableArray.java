package io.memmap.spark.internal.table;

import io.memmap.spark.internal.files.CutOff;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.PathOption;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.write.commit.PublishedFiles;
import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The array that a table's name means. It is looked at when somebody asks for it, and as closely as
 * they need it: statements that replace or repair a file must not fail because it is broken.
 */
final class TableArray {
  private final ReadOptions options;
  private ResolvedArray described;

  /** Why its rows can't be read; null if they can. */
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
   * What the columns are, even of a file that is cut or half updated, which stays as it is.
   *
   * @throws IllegalArgumentException if they can't be known
   */
  synchronized ResolvedArray described() {
    if (described == null) {
      try {
        described = resolved(options.with(CutOff.REFUSED));
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
   * The array whose rows are about to be read.
   *
   * @throws IllegalArgumentException if they can't be
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
   * Whether the file is longer, or another one that a write of this JVM has made: after a statement
   * that writes to a cached table Spark reads the same table object again.
   */
  private static boolean hasChanged(ResolvedArray array) {
    List<ArraySource> files = array.sources().all();
    FileStamp before = files.get(0).file();
    if (files.size() > 1) {
      return false;
    }
    try {
      FileStamp now = FileStamp.of(Path.of(before.path()));
      return now.bytes() > before.bytes() || (!now.equals(before) && PublishedFiles.contains(now));
    } catch (IOException e) {
      return false; // and whoever reads it says so
    }
  }

  /**
   * Whether an update of it was cut off, which a statement that changes it has to finish.
   *
   * @throws IllegalArgumentException if the file is no array for another reason
   */
  boolean isCutOff() {
    if (fault().isEmpty()) {
      return false;
    }
    List<ArraySource> files = described().sources().all();
    boolean pending =
        files.size() == 1
            && WholeFile.isCutOff(
                PathOption.absolute(files.get(0).file().path()), options.locking());
    if (!pending) {
      throw fault().get();
    }
    return true;
  }

  /**
   * The array with all the rows that it has now, some of them old and some new.
   *
   * @throws IllegalArgumentException if not even their number is known
   */
  ResolvedArray halfDone() {
    try {
      return resolved(options.with(CutOff.LEFT));
    } catch (IllegalArgumentException e) {
      throw fault().orElse(e);
    }
  }
}
