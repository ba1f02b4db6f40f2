package io.memmap.storage.runs;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.StorageLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may see what is staged: never more than may read the array, whatever the process's mask. What
 * says that an update is pending is for all of them to see.
 */
public final class StagedPermissions {
  private static final FileAttribute<?>[] NONE = {};
  private static final int OWNER = 0600;
  private static final int OWNER_FOLDER = 0700;
  private static final int READ = 0444;
  private static final int READ_AND_WRITE = 0666;
  private static final int SEARCH_BY_OTHERS = 0011;
  private static final int GROUP = 0070;
  private static final int READ_BY_OTHERS = 0044;

  private StagedPermissions() {}

  /** A new folder for its owner alone. */
  public static FileAttribute<?>[] ofFolder(Path path) {
    return attributes(path, OWNER_FOLDER);
  }

  /**
   * A new owner's file, by which those of rows go: those of the array that is there; else what the
   * process gives its files, in a folder that nobody else may enter.
   */
  public static FileAttribute<?>[] ofOwner(Path target) throws IOException {
    Optional<FileFacts> array = FileFacts.of(target);
    return array.isEmpty()
        ? NONE
        : attributes(target, (array.get().mode() & READ_AND_WRITE) | OWNER);
  }

  /** A new file in a staging folder, whose owner's file the driver has made. */
  public static FileAttribute<?>[] ofStaged(Path file) throws IOException {
    Optional<FileFacts> owner = FileFacts.of(file.resolveSibling(StagingNames.OWNER));
    return owner.isEmpty() ? NONE : attributes(file, (owner.get().mode() & READ_AND_WRITE) | OWNER);
  }

  /** Lets all see a file who see the owner's file in its folder. */
  public static void letReadersSee(Path file) throws IOException {
    Optional<FileFacts> owner = FileFacts.of(file.resolveSibling(StagingNames.OWNER));
    if (owner.isPresent()) {
      set(file, owner.get(), owner.get().mode());
    }
  }

  private static FileAttribute<?>[] attributes(Path path, int mode) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))}
        : NONE;
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Lets all who may read the array see the folder and the files of these names in it. */
  public static void letReadersSee(Path folder, FileFacts array, String... files)
      throws IOException {
    for (String name : files) {
      set(folder.resolve(name), array, (array.mode() & READ) | OWNER);
    }
    int readers = array.mode() & READ_BY_OTHERS;
    int search = readers == 0 ? 0 : SEARCH_BY_OTHERS; // who may read by a list of its own, too
    set(folder, array, readers | readers >> 2 | search | OWNER_FOLDER);
  }

  /** The group's permissions go to the array's group, or to none. */
  private static void set(Path path, FileFacts array, int mode) throws IOException {
    FileFacts made = FileFacts.of(path).orElseThrow();
    if (!FileFacts.isUnix(path) || (made.mode() == mode && made.group() == array.group())) {
      return;
    }
    boolean ofTheGroup = made.group() == array.group() || moveToGroup(path, array.group());
    int allowed = ofTheGroup ? mode : (mode & ~GROUP) | (mode & SEARCH_BY_OTHERS);
    try {
      Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setPermissions(permissions(allowed));
    } catch (IOException e) {
      StorageLog.warn("cannot let others see %s (%s)", path, e.getMessage());
    }
  }

  private static boolean moveToGroup(Path path, int group) {
    try {
      Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (IOException notAMember) {
      return false;
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // from the owner's to the others'
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
