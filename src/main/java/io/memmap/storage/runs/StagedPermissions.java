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
 * Permissions of staged files. Only users who may read the array may read staged rows, whatever the
 * umask; all of these users may see that an update is pending.
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

  /** Permissions of a new folder that only its owner may enter. */
  public static FileAttribute<?>[] ofFolder(Path path) {
    return attributes(path, OWNER_FOLDER);
  }

  /**
   * Permissions of a new owner's file, which files of rows take over: those of the existing array;
   * without one the defaults of the process, in a folder that only its owner may enter.
   */
  public static FileAttribute<?>[] ofOwner(Path target) throws IOException {
    Optional<FileFacts> array = FileFacts.of(target);
    return array.isEmpty()
        ? NONE
        : attributes(target, (array.get().mode() & READ_AND_WRITE) | OWNER);
  }

  /**
   * Permissions of a new file in a staging folder: those of the owner's file, which the driver has
   * made.
   */
  public static FileAttribute<?>[] ofStaged(Path file) throws IOException {
    Optional<FileFacts> owner = FileFacts.of(file.resolveSibling(StagingNames.OWNER));
    return owner.isEmpty() ? NONE : attributes(file, (owner.get().mode() & READ_AND_WRITE) | OWNER);
  }

  /** Gives a file the permissions of the owner's file in its folder. */
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

  /** Lets all users who may read the array enter a folder and read these files in it. */
  public static void letReadersSee(Path folder, FileFacts array, String... files)
      throws IOException {
    for (String name : files) {
      set(folder.resolve(name), array, (array.mode() & READ) | OWNER);
    }
    int readers = array.mode() & READ_BY_OTHERS;
    int search =
        readers == 0 ? 0 : SEARCH_BY_OTHERS; // users may have access by an access control list
    set(folder, array, readers | readers >> 2 | search | OWNER_FOLDER);
  }

  /**
   * Sets the mode of a file. The group's bits are set only if the file has the array's group or can
   * be given it.
   */
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
