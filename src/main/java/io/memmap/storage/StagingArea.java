package io.memmap.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder beside an array in which a write collects its runs: {@code .NAME.memmap-ID}. Its
 * writer holds a lock on the file {@code owner} in it as long as it lives; a folder whose lock is
 * free was left by a writer that was killed, and the next write to the same array removes it.
 *
 * <p>Updates of an array that is there take the one folder {@code .NAME.memmap-update}, so that
 * there is one at a time.
 */
public final class StagingArea implements AutoCloseable {
  static final String UPDATE = "update";

  private static final int ATTEMPTS = 10;

  private final Path folder;
  private final FolderOwner owner;

  private StagingArea(Path folder, FolderOwner owner) {
    this.folder = folder;
    this.owner = owner;
  }

  /** Makes the folder, after removing those that killed writers of the same array have left. */
  public static StagingArea create(Path target, String id) throws IOException {
    removeAbandoned(target);
    Path folder = Files.createDirectory(folder(target, id));
    return new StagingArea(folder, FolderOwner.of(folder));
  }

  /**
   * Makes the folder of the one update at a time. An update that was cut off while being applied is
   * finished first.
   *
   * @throws IOException if another writer is updating the array
   */
  public static StagingArea createForUpdate(Path target, String id) throws IOException {
    StagingArea own = create(target, id);
    Path slot = folder(target, UPDATE);
    boolean success = false;
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        InterruptedUpdate.finish(target);
        if (own.owner.moveTo(slot)) {
          success = true;
          return new StagingArea(slot, own.owner);
        }
      }
      throw FileErrors.secondUpdate(target.toString(), slot.toString());
    } finally {
      if (!success) {
        own.close();
      }
    }
  }

  static Path folder(Path target, String id) {
    return target.resolveSibling(prefix(target) + id);
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".memmap-";
  }

  public Path folder() {
    return folder;
  }

  /** Removes the folder and all that is in it. */
  @Override
  public void close() throws IOException {
    try {
      FolderOwner.empty(folder);
    } finally {
      owner.close();
    }
    FolderOwner.remove(folder);
  }

  /** Gives the folder up with all that is in it, for somebody else to finish. */
  void leave() throws IOException {
    owner.close();
  }

  private static void removeAbandoned(Path target) throws IOException {
    List<Path> found = new ArrayList<>();
    String prefix = prefix(target);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            target.getParent(), path -> path.getFileName().toString().startsWith(prefix))) {
      siblings.forEach(found::add);
    }
    for (Path folder : found) {
      if (!UpdateJournal.isIn(folder) && FolderOwner.isGone(folder)) {
        FolderOwner.remove(folder);
      }
    }
  }
}
