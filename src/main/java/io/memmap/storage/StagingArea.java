package io.memmap.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folder beside an array in which a write collects its runs: {@code .NAME.memmap-ID}. Its
 * writer holds a lock on the file {@code owner} in it as long as it lives; a folder whose lock is
 * free was left by a writer that was killed, and the next write to the same array removes it.
 */
public final class StagingArea implements AutoCloseable {
  private static final String OWNER = "owner";

  /** A process can lock a file only once, and loses the lock when it opens and closes it again. */
  private static final Set<Path> OWN = Collections.synchronizedSet(new HashSet<>());

  private final Path folder;
  private final FileChannel owner;

  private StagingArea(Path folder, FileChannel owner) {
    this.folder = folder;
    this.owner = owner;
  }

  /** Makes the folder, after removing those that killed writers of the same array have left. */
  public static StagingArea create(Path target, String id) throws IOException {
    removeAbandoned(target);
    Path folder = Files.createDirectory(target.resolveSibling(prefix(target) + id));
    OWN.add(folder);
    FileChannel owner =
        FileChannel.open(
            folder.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    owner.lock();
    return new StagingArea(folder, owner);
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
    owner.close();
    OWN.remove(folder);
    remove(folder);
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
      if (!OWN.contains(folder) && isAbandoned(folder)) {
        remove(folder);
      }
    }
  }

  /** A folder without the owner's file is just being made, or just being removed. */
  private static boolean isAbandoned(Path folder) throws IOException {
    Path file = folder.resolve(OWNER);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
