package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which machines see the locks of a file system. */
enum LockReach {
  /** Only one machine sees the files, and it sees all locks. */
  ONE_MACHINE,

  /** All machines see the files and the locks. */
  ALL_MACHINES,

  /** Other machines may see the files and not the locks. */
  UNKNOWN;

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final Set<String> LOCAL =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "zfs",
          "f2fs",
          "jfs",
          "reiserfs",
          "bcachefs",
          "tmpfs",
          "ramfs",
          "overlay",
          "vfat",
          "exfat",
          "ntfs",
          "ntfs3",
          "fuseblk",
          "apfs",
          "hfs",
          "hfsplus",
          "ufs");

  /** The reach on the file system of a folder. */
  static LockReach of(Path folder) throws IOException {
    return Files.isReadable(MOUNTS)
        ? of(folder.toRealPath().toString(), Files.readAllLines(MOUNTS))
        : of(Files.getFileStore(folder).type(), Set.of());
  }

  /**
   * The reach at a folder, by a table of mounts.
   *
   * @param mounts lines of {@code mountinfo}; of two at the same place the later one counts
   */
  static LockReach of(String folder, List<String> mounts) {
    String deepest = "";
    LockReach reach = UNKNOWN;
    for (String mount : mounts) {
      String[] halves = mount.split(" - ", 2);
      String[] place = halves[0].split(" ", -1);
      String point = place[MOUNT_POINT].replace("\\040", " ");
      if (halves.length == 2 && point.length() >= deepest.length() && isIn(folder, point)) {
        deepest = point;
        String[] store = halves[1].split(" ", -1);
        reach = of(store[0], Set.copyOf(Arrays.asList(store[store.length - 1].split(",", -1))));
      }
    }
    return reach;
  }

  private static boolean isIn(String folder, String point) {
    return point.equals("/") || folder.equals(point) || folder.startsWith(point + "/");
  }

  private static LockReach of(String type, Set<String> options) {
    if (LOCAL.contains(type)) {
      return ONE_MACHINE;
    }
    boolean shared =
        switch (type) {
          case "nfs", "nfs4" -> options.contains("local_lock=none") && !options.contains("nolock");
          case "lustre" -> options.contains("flock");
          case "ceph", "gpfs", "ocfs2", "gfs2", "beegfs" -> true;
          case "cifs", "smb3" -> !options.contains("nobrl");
          default -> false;
        };
    return shared ? ALL_MACHINES : UNKNOWN;
  }
}
