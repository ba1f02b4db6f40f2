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
 * @param read the file that the rows were made of, asked for when they are to replace its rows, of
 *     which it must have the same then; empty where they were not
 */
public record ArrayTarget(
    Path path,
    ArrayForm form,
    WriteAction action,
    boolean sync,
    Locking locking,
    Supplier<Optional<FileVersion>> read) {

  /** On a file system with locks. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {
    this(path, form, action, sync, Locking.LOCKED);
  }

  /** Whose rows were made of no file that matters. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync, Locking locking) {
    this(path, form, action, sync, locking, Optional::empty);
  }

  /** The same, whose rows were made of those that the file had then. */
  public ArrayTarget madeOf(Supplier<Optional<FileVersion>> version) {
    return new ArrayTarget(path, form, action, sync, locking, version);
  }

  /** The same after what stands there now. */
  ArrayTarget behind(FileHead head) {
    return new ArrayTarget(path, form.behind(head), action, sync, locking, read);
  }

  /** Stands in the plan. */
  @Override
  public String toString() {
    return action + " " + path + " " + form;
  }
}
