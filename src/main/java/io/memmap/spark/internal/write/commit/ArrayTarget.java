package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileVersion;
import io.memmap.storage.publish.Locking;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The array file that a write makes or changes.
 *
 * @param path absolute, symbolic links resolved
 * @param sync whether bytes are forced to the disk
 * @param locking how other writers are kept out
 * @param read gives the version of the file from which the rows were computed, which the file must
 *     still have when they replace its rows; empty if they were computed from other data
 */
public record ArrayTarget(
    Path path,
    ArrayForm form,
    WriteAction action,
    boolean sync,
    Locking locking,
    Supplier<Optional<FileVersion>> read) {

  /** A file on a file system with locks. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {
    this(path, form, action, sync, Locking.LOCKED);
  }

  /** A file whose new rows do not depend on its old ones. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync, Locking locking) {
    this(path, form, action, sync, locking, Optional::empty);
  }

  /** The same file, whose new rows are computed from the old ones of a version. */
  public ArrayTarget computedFrom(Supplier<Optional<FileVersion>> version) {
    return new ArrayTarget(path, form, action, sync, locking, version);
  }

  /** The same file with other bytes before its data. */
  ArrayTarget withHead(FileHead head) {
    return new ArrayTarget(path, form.withHead(head), action, sync, locking, read);
  }

  /** A line of Spark's plan. */
  @Override
  public String toString() {
    return action + " " + path + " " + form;
  }
}
