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
 * Whose an array is, and what a new one takes over from the file that it replaces: its permissions
 * always, its group and owner if this user may give them, and extended attributes of users. Nobody
 * is asked for names of users, which may take a name service as long as it likes.
 */
final class KeptAttributes {
  private static final System.Logger LOG = System.getLogger(KeptAttributes.class.getName());

  /** Without the bits that the kernel takes away from a file as soon as somebody writes into it. */
  private static final int PERMISSIONS = 0777;

  private static final int GROUP = 070;
  private static final int OTHERS = 007;
  private static final int GROUP_SHIFT = 3;

  private KeptAttributes() {}

  /** Whether both belong to the same user; where files belong to nobody, they do. */
  static boolean haveSameOwner(Path one, Path other) throws IOException {
    try {
      return Files.getAttribute(one, "unix:uid").equals(Files.getAttribute(other, "unix:uid"));
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return true;
    }
  }

  /**
   * Gives a new file what the old one has.
   *
   * @throws IOException if others could do more with the new file than with the old one
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

  /** Whether it is so then. Only root gives files away, and a user only to groups of his own. */
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

  /** Another group gets what all others had, for it is none of those that the owner chose. */
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
