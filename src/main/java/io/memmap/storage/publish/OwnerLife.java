package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.MachineId;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known about the process that owns a staging folder. */
enum OwnerLife {
  ALIVE,
  GONE,
  /** The owner is on another machine, or has no lock. */
  UNKNOWN;

  /** Far longer than a process takes from making a folder to locking it. */
  private static final Duration TIME_TO_LOCK = Duration.ofMinutes(10);

  /**
   * Whether a living process owns the folder. Several processes may ask at once, since each takes a
   * shared lock, and need no permission to write.
   *
   * @param folder of a trusted user, since its files are opened
   */
  static OwnerLife of(OpenFolder folder, Locking locking) throws IOException {
    synchronized (HeldLocks.MONITOR) {
      boolean owned = folder.has(StagingNames.OWNER);
      String name = owned ? StagingNames.OWNER : StagingNames.OWNER_DRAFT;
      Optional<FileFacts> file = folder.facts(name);
      if (file.isEmpty()) {
        return ownerless(folder, locking);
      }
      if (HeldLocks.contains(file.get().key())) {
        return ALIVE;
      }
      try (FileChannel channel = folder.open(name, StandardOpenOption.READ);
          FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return lock == null ? ALIVE : unlocked(folder, OwnerText.read(channel), locking);
      } catch (NoSuchFileException | OverlappingFileLockException removedOrHeldHere) {
        return ALIVE;
      } catch (ClosedChannelException interrupted) {
        throw interrupted;
      } catch (AccessDeniedException hidden) {
        return UNKNOWN;
      } catch (IOException noLocks) {
        return !locking.isLocked() ? GONE : UNKNOWN;
      }
    }
  }

  private static OwnerLife unlocked(OpenFolder folder, OwnerText owner, Locking locking)
      throws IOException {
    boolean known =
        !locking.isLocked()
            || (owner.locked()
                && (owner.boot().equals(MachineId.BOOT)
                    || LockReach.of(folder.path()) != LockReach.UNKNOWN));
    return known ? GONE : UNKNOWN;
  }

  /**
   * A folder without an owner's file is abandoned, or its creator has just made it. It is safe to
   * remove in the second case too: the creator then makes another one.
   */
  private static OwnerLife ownerless(OpenFolder folder, Locking locking) throws IOException {
    Instant made = folder.facts().modified().toInstant();
    try {
      boolean gone =
          !locking.isLocked()
              || LockReach.of(folder.path()) != LockReach.UNKNOWN
              || made.isBefore(Instant.now().minus(TIME_TO_LOCK));
      return gone ? GONE : ALIVE;
    } catch (NoSuchFileException removed) {
      return ALIVE;
    }
  }
}
