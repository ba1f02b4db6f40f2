package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.FileVersion;
import io.memmap.storage.file.Location;
import io.memmap.storage.publish.Locking;
import io.memmap.storage.staging.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The array file that a write makes or changes.
 *
 * @param place of the file
 * @param sync whether bytes are forced to the disk
 * @param locking how other writers of a local file are kept out
 * @param read gives the version of the file from which the rows were computed, which the file must
 *     still have when they replace its rows; empty if they were computed from other data
 */
public record ArrayTarget(
    TargetPlace place,
    ArrayForm form,
    WriteAction action,
    boolean sync,
    Locking locking,
    Supplier<Optional<FileVersion>> read) {

  /** A local file on a file system with locks. */
  public ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {
    this(TargetPlace.of(path), form, action, sync, Locking.LOCKED);
  }

  /** A file whose new rows do not depend on its old ones. */
  public ArrayTarget(
      TargetPlace place, ArrayForm form, WriteAction action, boolean sync, Locking locking) {
    this(place, form, action, sync, locking, Optional::empty);
  }

  /** The same file, whose new rows are computed from the old ones of a version. */
  public ArrayTarget computedFrom(Supplier<Optional<FileVersion>> version) {
    return new ArrayTarget(place, form, action, sync, locking, version);
  }

  /** The same file, for which other writers are waited for so long at the most. */
  public ArrayTarget waiting(Duration longest) {
    return new ArrayTarget(place, form, action, sync, locking.waiting(longest), read);
  }

  /** The same file after it was made: rows are added to it, and its header is that in the file. */
  ArrayTarget made(FileHead head) {
    return new ArrayTarget(place, form.withHead(head), WriteAction.APPEND, sync, locking, read);
  }

  /** The same file with other bytes before its data. */
  ArrayTarget withHead(FileHead head) {
    return new ArrayTarget(place, form.withHead(head), action, sync, locking, read);
  }

  public Location location() {
    return place.location();
  }

  /** The path of a local file: absolute, symbolic links resolved. */
  Path path() {
    return place.location().path();
  }

  /**
   * The store of a file that is not local.
   *
   * @throws java.util.NoSuchElementException if it is local
   */
  Store store() {
    return place.store().orElseThrow();
  }

  /** Whether rows of an existing file are kept. */
  public boolean changesFile() {
    return action == WriteAction.APPEND || action == WriteAction.UPDATE;
  }

  /** Remembers the published file as one of this JVM. */
  public void rememberPublished() throws IOException {
    if (!location().isLocal()) {
      FileEntry name = new FileEntry(location(), Optional.empty());
      store().reads().look(name).state().map(FileState::stamp).ifPresent(PublishedFiles::add);
    } else if (!changesFile()) {
      PublishedFiles.add(FileStamp.of(path()));
    }
  }

  /** A line of Spark's plan. */
  @Override
  public String toString() {
    return action + " " + place.location() + " " + form;
  }
}
