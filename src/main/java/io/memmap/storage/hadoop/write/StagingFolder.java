package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The folder {@code .NAME.memmap-ID} beside an array, in which a write stages its rows. Only its
 * user may enter it. On object stores it is a prefix of names, and is not made.
 */
final class StagingFolder {
  private static final FsPermission OF_USER = new FsPermission((short) 0700);

  private final StoreTarget target;
  private final String id;
  private final Location location;
  private Optional<OwnerLease> lease = Optional.empty();
  private boolean kept;

  private StagingFolder(StoreTarget target, String id) {
    this.target = target;
    this.id = id;
    this.location = target.beside(StagingNames.folder(target.location().name(), id)).location();
  }

  /** A folder of a store that has none. */
  static StagingFolder named(StoreTarget target) {
    return new StagingFolder(target, UUID.randomUUID().toString());
  }

  /** Makes the folder, and those above it. */
  static StagingFolder make(StoreTarget target) throws IOException {
    StagingFolder folder = named(target);
    target.fs().mkdirs(folder.path(), OF_USER);
    return folder;
  }

  /**
   * Makes the folder, and those above it, and shows other writers that this one is alive, if the
   * store can.
   */
  static StagingFolder makeOwned(StoreTarget target, FileForm form) throws IOException {
    StagingFolder folder = named(target);
    OwnerLease begun = OwnerLease.begin(target, folder, form);
    boolean success = false;
    try {
      folder.lease = begun.take();
      target.fs().setPermission(folder.path(), OF_USER);
      success = true;
    } finally {
      if (!success) {
        folder.remove();
      }
    }
    return folder;
  }

  private Path path() {
    return HadoopStorage.path(location);
  }

  /** Whether others see by it that this writer is alive. */
  boolean isLeased() {
    return lease.isPresent();
  }

  Location location() {
    return location;
  }

  Location child(String name) {
    return location.child(name);
  }

  /** The name beside the array of a file that is added to it. */
  StoreTarget fileBeside() {
    return target.beside(StagingNames.beside(target.location().name(), id));
  }

  /** Lets the folder stay, since it has the only copy of an array. */
  void keep() {
    kept = true;
  }

  /** Removes the folder with all files. A failure is logged, since the array is published. */
  void remove() {
    lease.ifPresent(OwnerLease::close);
    if (kept) {
      return;
    }
    try {
      target.fs().delete(path(), true);
    } catch (IOException e) {
      StorageLog.warn(
          "file %s: the folder %s, in which its rows were staged, cannot be removed (%s); a later"
              + " write of the same array removes it",
          target.location(), location, HadoopErrors.why(e));
    }
  }
}
