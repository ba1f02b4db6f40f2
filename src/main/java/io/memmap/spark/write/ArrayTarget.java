package io.memmap.spark.write;

import io.memmap.storage.FileVersion;
import io.memmap.storage.Locking;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The array file that a write makes or changes.
 *
 * @param path absolute, symbolic links resolved
 * @param sync whether bytes are forced to the disk
 * @param locking how other writers are kept out
 * @param read the file that the rows were made of, which must not change before they replace its
 *     rows; empty where they were not
 */
public record ArrayTarget(
    Path path,
    ArrayForm form,
    WriteAction action,
    boolean sync,
    Locking locking,
    Optional<FileVersion> read) {

  /** On a file system with locks. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {
    this(path, form, action, sync, Locking.LOCKED, Optional.empty());
  }

  /** The same, whose rows were made of those that the file had then. */
  public ArrayTarget madeOf(FileVersion version) {
    return new ArrayTarget(path, form, action, sync, locking, Optional.of(version));
  }

  /** Stands in the plan. */
  @Override
  public String toString() {
    return action + " " + path + " " + form;
  }
}
