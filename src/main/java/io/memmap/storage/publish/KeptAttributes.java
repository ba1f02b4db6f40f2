package io.memmap.storage.publish;

import io.memmap.array.OneLine;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;

/**
 * The owner of a file, and the attributes that a new array takes over from the file that it
 * replaces: permissions always, group and owner if this user may set them, and users' extended
 * attributes. Users are compared by number, since their names may come from a slow name service.
 */
final class KeptAttributes {
  private static final System.Logger LOG = System.getLogger(KeptAttributes.class.getName());

  /**
   * Permissions of owner, group and others. The kernel removes other bits when a file is written.
   */
  private static final int PERMISSIONS = 0777;

  private static final int GROUP = 070;
  private static final int OTHERS = 007;
  private static final int GROUP_SHIFT = 3;

  private KeptAttributes() {}

  /** Whether both belong to the same user; true where files have no owner. */
  static boolean haveSameOwner(Path one, Path other) throws IOException {
    try {
      return Files.getAttribute(one, "unix:uid").equals(Files.getAttribute(other, "unix:uid"));
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return true;
    }
  }

  /**
   * Copies the attributes of the old file to the new one.
   *
   * @throws IOException if other users would have more permissions than for the old file
   */
  static void copy(Path from, Path to) throws IOException {
    Map<String, Object> old;
    Map<String, Object> own;
    try {
      old = Files.readAttributes(from, "unix:mode,uid,gid");
      own = Files.readAttributes(to, "unix:mode,uid,gid");
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return;
    }
    copyExtended(from, to);
    boolean sameGroup = give(to, "unix:gid", old.get("gid"), own.get("gid"));
    give(to, "unix:uid", old.get("uid"), own.get("uid"));
    permit(to, permissions(old), permissions(own), sameGroup);
  }

  private static int permissions(Map<String, Object> attributes) {
    return (Integer) attributes.get("mode") & PERMISSIONS;
  }

  /**
   * Sets an attribute and returns whether the file has it then. Only root may change the owner, and
   * other users may choose only among their own groups.
   */
  private static boolean give(Path file, String name, Object wanted, Object found)
      throws IOException {
    if (wanted.equals(found)) {
      return true;
    }
    try {
      Files.setAttribute(file, name, wanted);
      return true;
    } catch (FileSystemException notAllowed) {
      return false;
    }
  }

  /**
   * Another group than the old one gets the permissions of all other users, since the owner has not
   * chosen it.
   */
  private static void permit(Path file, int old, int own, boolean sameGroup) throws IOException {
    int wanted = sameGroup ? old : (old & ~GROUP) | ((old & OTHERS) << GROUP_SHIFT);
    if (wanted == own) {
      return;
    }
    try {
      Files.setAttribute(file, "unix:mode", wanted);
    } catch (FileSystemException e) {
      if ((own & ~wanted) != 0) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          OneLine.of("cannot keep the permissions of the old file: " + e.getMessage()));
    }
  }

  private static void copyExtended(Path from, Path to) {
    try {
      UserDefinedFileAttributeView old = view(from);
      UserDefinedFileAttributeView own = view(to);
      if (old == null || own == null) {
        return;
      }
      for (String name : old.list()) {
        ByteBuffer value = ByteBuffer.allocate(old.size(name));
        old.read(name, value);
        own.write(name, value.flip());
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(
          Level.DEBUG,
          () -> OneLine.of("no extended attributes kept of " + from + ": " + e.getMessage()));
    }
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
