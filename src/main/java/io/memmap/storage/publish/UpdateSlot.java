package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the update of an array that is running, or was cut off; an array has one. It is
 * trusted only if it belongs to this user, to the array's owner or to root, and others can't write
 * into it, since any user who may make folders beside the array could make one of this name.
 */
final class UpdateSlot {
  private UpdateSlot() {}

  static Path path(Path target) {
    return StagingNames.folder(target, StagingNames.UPDATE);
  }

  /** The folder, if there is one that is trusted; another one is logged. */
  static Optional<OpenFolder> open(Path target) throws IOException {
    Optional<FileFacts> found = FileFacts.of(path(target));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<FileFacts> array = FileFacts.of(target);
    if (!counts(found.get(), array)) {
      StorageLog.warn(
          "file %s: %s is %s, not an update by this user or the file's owner; it is left alone",
          target, path(target), found.get());
      return Optional.empty();
    }
    Optional<OpenFolder> folder = OpenFolder.open(path(target));
    if (folder.isPresent() && !counts(folder.get().facts(), array)) {
      folder.get().close();
      return Optional.empty();
    }
    return folder;
  }

  private static boolean counts(FileFacts folder, Optional<FileFacts> array) {
    return folder.isFolder() && isTrusted(folder, array);
  }

  /** Whether a file or folder may decide what is written into the array. */
  static boolean isTrusted(FileFacts made, Optional<FileFacts> array) {
    boolean byOwner = array.filter(file -> file.owner().equals(made.owner())).isPresent();
    return (byOwner || CurrentUser.isThisOrRoot(made.owner())) && !made.isOpenToMoreThan(array);
  }

  /**
   * Checks that only a trusted folder has the name, if any.
   *
   * @throws IOException if something else has the name
   */
  static void refuseForeign(Path target) throws IOException {
    Optional<FileFacts> found = FileFacts.of(path(target));
    if (found.isPresent() && !counts(found.get(), FileFacts.of(target))) {
      throw PublishErrors.slotTaken(target, path(target), found.get());
    }
  }

  /** The error of an update that cannot get the folder. */
  static IOException taken(Path target, Locking locking) throws IOException {
    try (OpenFolder folder = open(target).orElse(null)) {
      return folder != null && OwnerLife.of(folder, locking) == OwnerLife.UNKNOWN
          ? unknown(target, folder)
          : PublishErrors.secondUpdate(target, path(target));
    }
  }

  /** The error if it can't be seen whether the update is running. */
  static IOException unknown(Path target, OpenFolder folder) {
    String host;
    try {
      host = OwnerText.in(folder).host();
    } catch (IOException hidden) {
      host = "an unknown machine (" + hidden.getMessage() + ")";
    }
    return PublishErrors.unseenUpdate(target, folder.path(), host);
  }

  /** Takes over an abandoned folder; empty if its owner is alive. */
  static Optional<FolderOwner> successorIn(OpenFolder folder, Path target, Locking locking)
      throws IOException {
    try {
      return FolderOwner.successorIn(folder, locking);
    } catch (AccessDeniedException e) {
      throw PublishErrors.updateOfAnotherUser(target, folder.path(), folder.facts().owner(), e);
    }
  }

  /** Whether an update is running, or may be. */
  static boolean isUnderWay(Path target, Locking locking) throws IOException {
    try (OpenFolder folder = open(target).orElse(null)) {
      return folder != null && OwnerLife.of(folder, locking) != OwnerLife.GONE;
    }
  }
}
