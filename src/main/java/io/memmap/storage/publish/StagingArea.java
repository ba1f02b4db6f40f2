package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.runs.StagedPermissions;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder beside an array in which a write collects its runs: {@code .NAME.memmap-ID}. Its
 * writer holds a lock on the file {@code owner} in it as long as it lives. A folder whose lock is
 * free was left by a writer that was killed; the next write of the same user to the same array
 * removes it. A folder of this name that another user has made is neither opened nor removed.
 *
 * <p>Updates of an existing array all use the folder {@code .NAME.memmap-update}, so there is one
 * at a time.
 */
public final class StagingArea implements AutoCloseable {
  static final String UPDATE = StagingNames.UPDATE;

  private static final int ATTEMPTS = 10;

  private final Path target;
  private final Path folder;
  private final FolderOwner owner;

  private StagingArea(Path target, Path folder, FolderOwner owner) {
    this.target = target;
    this.folder = folder;
    this.owner = owner;
  }

  /** As {@link #create(Path, String, Locking)}, on a file system with locks. */
  public static StagingArea create(Path target, String id) throws IOException {
    return create(target, id, Locking.LOCKED);
  }

  /**
   * Makes the folder, which only its owner may enter, and removes those that killed writers of the
   * same array have left.
   *
   * @param id a UUID, by which the next writer recognises the folder if this one dies
   * @throws IOException if the file system cannot name the array, or has no locks
   */
  public static StagingArea create(Path target, String id, Locking locking) throws IOException {
    refuseName(target);
    StagingArea area;
    try {
      area = make(target, id, locking);
    } catch (FileSystemException perhapsNoRoom) {
      removeAbandoned(target, CurrentUser.id(), locking);
      area = make(target, id, locking);
    }
    boolean success = false;
    try {
      removeAbandoned(target, FileFacts.of(area.folder).orElseThrow().owner(), locking);
      success = true;
      return area;
    } finally {
      if (!success) {
        area.close();
      }
    }
  }

  private static void refuseName(Path target) throws IOException {
    if (StagingNames.isReserved(target.getFileName().toString())) {
      throw PublishErrors.reservedName(target);
    }
    try {
      FileFacts.of(target);
    } catch (FileSystemException e) {
      throw PublishErrors.cannotName(target, e);
    }
  }

  private static StagingArea make(Path target, String id, Locking locking) throws IOException {
    Path path = folder(target, id);
    for (int attempt = 1; ; attempt++) {
      Files.createDirectory(path, StagedPermissions.ofFolder(path));
      try {
        return new StagingArea(
            target, path, FolderOwner.of(path, locking, StagedPermissions.ofOwner(target)));
      } catch (NoSuchFileException takenForLeft) {
        if (attempt == ATTEMPTS) {
          throw takenForLeft;
        }
      } catch (IOException e) {
        FolderRemoval.remove(path);
        throw e;
      }
    }
  }

  /** As {@link #createForUpdate(Path, String, Locking)}, on a file system with locks. */
  public static StagingArea createForUpdate(Path target, String id) throws IOException {
    return createForUpdate(target, id, Locking.LOCKED);
  }

  /**
   * Makes the folder of the one update at a time. An update that was cut off while being applied is
   * finished first. All users who may read the array can see that there is an update. Waits for
   * another writer as long as {@code locking} says.
   *
   * @throws IOException if another writer is still updating the array
   */
  public static StagingArea createForUpdate(Path target, String id, Locking locking)
      throws IOException {
    // Before anything of this writer needs room: a full disk must not hide what is pending
    UpdateSlot.refuseForeign(target);
    InterruptedUpdate.finish(target, locking);
    StagingArea own = create(target, id, locking);
    boolean success = false;
    try {
      StagingArea update = own.forUpdate(locking);
      success = true;
      return update;
    } finally {
      if (!success) {
        own.close();
      }
    }
  }

  /**
   * Makes this folder, with all that is staged in it, that of the one update at a time, as {@link
   * #createForUpdate} does with a new one. It gets another path.
   *
   * @throws IOException if another writer is still updating the array; the folder stays as it is
   */
  StagingArea forUpdate(Locking locking) throws IOException {
    Optional<FileFacts> array = FileFacts.of(target);
    if (array.isPresent()) {
      StagedPermissions.letReadersSee(folder, array.get(), StagingNames.OWNER);
    }
    Path slot = UpdateSlot.path(target);
    Deadline deadline = locking.deadline();
    do {
      UpdateSlot.refuseForeign(target);
      InterruptedUpdate.finish(target, locking);
      if (owner.moveTo(slot)) {
        return new StagingArea(target, slot, owner);
      }
    } while (deadline.sleep(slot));
    throw UpdateSlot.taken(target, locking);
  }

  public static Path folder(Path target, String id) {
    return StagingNames.folder(target, id);
  }

  /** A name that a folder has only while it is removed. */
  static Path lastName(Path target) {
    return StagingNames.lastName(target);
  }

  public Path folder() {
    return folder;
  }

  /** Removes the folder and all that a writer has put into it. */
  @Override
  public void close() throws IOException {
    owner.remove(lastName(target));
  }

  /** Abandons the folder with all its files, so that another process can finish the update. */
  void leave() throws IOException {
    String modified = "";
    try {
      modified = FileFacts.of(target).map(file -> file.modified().toString()).orElse("");
    } finally {
      owner.leave(modified); // releases the lock in any case
    }
  }

  /**
   * Removes the abandoned folders of earlier writes. Failures are logged, and do not fail this
   * write.
   */
  private static void removeAbandoned(Path target, Object user, Locking locking)
      throws IOException {
    List<String> left = new ArrayList<>();
    for (Path path : perhapsLeft(target)) {
      try {
        removeIfAbandoned(target, path, user, locking).ifPresent(left::add);
      } catch (IOException e) {
        left.add(path + " (" + e.getMessage() + ")");
      }
    }
    if (!left.isEmpty()) {
      StorageLog.warn(
          "file %s: other writes may have left folders beside it, which this user may not remove:"
              + " %s; remove them if no write of their owner is running",
          target, String.join(", ", left));
    }
  }

  private static List<Path> perhapsLeft(Path target) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            target.toAbsolutePath().getParent(),
            path -> StagingNames.mayBeLeftOf(target, path.getFileName().toString()))) {
      siblings.forEach(path -> found.add(target.resolveSibling(path.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Removes a folder that is abandoned. If it stays, returns what to log about it. */
  private static Optional<String> removeIfAbandoned(
      Path target, Path path, Object user, Locking locking) throws IOException {
    Optional<FileFacts> facts = FileFacts.of(path);
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    boolean ours =
        facts.get().isFolder()
            && facts.get().owner().equals(user)
            && !facts.get().isOpenToMoreThan(FileFacts.of(target));
    if (!ours) {
      return Optional.of(path + " (" + facts.get() + ")");
    }
    try (OpenFolder folder = OpenFolder.open(path).orElse(null)) {
      boolean same = folder != null && folder.facts().key().equals(facts.get().key());
      return same && removeIfAbandoned(target, folder, locking)
          ? Optional.of(path + " (of a write on another machine, or without a lock)")
          : Optional.empty();
    }
  }

  /** Whether the folder stays, since it cannot be known whether its owner is alive. */
  private static boolean removeIfAbandoned(Path target, OpenFolder folder, Locking locking)
      throws IOException {
    if (isNeeded(target, folder)) {
      return false;
    }
    OwnerLife life = OwnerLife.of(folder, locking);
    if (life != OwnerLife.GONE) {
      return life == OwnerLife.UNKNOWN;
    }
    Optional<FolderOwner> successor = FolderOwner.successorIn(folder, locking);
    if (successor.isPresent()) {
      removeUnlessNeeded(target, folder, successor.get());
    } else if (!folder.has(StagingNames.OWNER)) {
      FolderRemoval.removeUnfinished(folder);
    }
    return false;
  }

  private static void removeUnlessNeeded(Path target, OpenFolder folder, FolderOwner owner)
      throws IOException {
    try (owner) {
      if (!isNeeded(target, folder)) {
        owner.remove(lastName(target));
      }
    }
  }

  /** Whether the folder is needed to finish an update that was cut off. */
  private static boolean isNeeded(Path target, OpenFolder folder) throws IOException {
    String name = folder.path().getFileName().toString();
    return folder.has(StagingNames.JOURNAL) && !StagingNames.isBeingRemoved(target, name);
  }
}
