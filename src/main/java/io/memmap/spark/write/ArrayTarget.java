package io.memmap.spark.write;

import io.memmap.storage.Locking;
import java.nio.file.Path;

/**
 * The array file that a write makes or changes.
 *
 * @param path absolute, symbolic links resolved
 * @param sync whether bytes are forced to the disk
 * @param locking how other writers are kept out
 */
public record ArrayTarget(
    Path path, ArrayForm form, WriteAction action, boolean sync, Locking locking) {

  /** On a file system with locks. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {
    this(path, form, action, sync, Locking.LOCKED);
  }

  /** Stands in the plan. */
  @Override
  public String toString() {
    return action + " " + path + " " + form;
  }
}
