package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.AclEntryScope;
import org.apache.hadoop.fs.permission.AclEntryType;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * What a new file takes over from the file that it replaces: permissions and access control list
 * always, group and owner if this user may set them. Block size and replicas are those of the
 * configuration, as for every file that Hadoop overwrites.
 */
final class KeptPermissions {
  private KeptPermissions() {}

  /**
   * Copies them.
   *
   * @throws IOException if other users would have more permissions than for the old file
   */
  static void copy(StoreTarget from, FileStatus old, StoreTarget to, boolean acls)
      throws IOException {
    try {
      take(from, old, to, acls);
    } catch (UnsupportedOperationException e) {
      StorageLog.warn(
          "file %s: its file system cannot keep the permissions of the old file (%s)",
          from.location(), HadoopErrors.why(e));
    }
  }

  private static void take(StoreTarget from, FileStatus old, StoreTarget to, boolean acls)
      throws IOException {
    FileStatus own = to.fs().getFileStatus(to.path());
    boolean sameGroup = own.getGroup().equals(old.getGroup()) || give(to, null, old.getGroup());
    if (!own.getOwner().equals(old.getOwner())) {
      give(to, old.getOwner(), null);
    }
    if (acls && old.hasAcl()) {
      to.fs().setAcl(to.path(), acl(from, old.getPermission()));
    } else {
      permit(to, old.getPermission(), own.getPermission(), sameGroup);
    }
  }

  /** Whether the file has the owner or the group then. Only superusers may give files away. */
  private static boolean give(StoreTarget to, String owner, String group) {
    try {
      to.fs().setOwner(to.path(), owner, group);
      return true;
    } catch (IOException notAllowed) {
      return false;
    }
  }

  /**
   * Another group than the old one gets the permissions of all other users, since the owner has not
   * chosen it.
   */
  private static void permit(StoreTarget to, FsPermission old, FsPermission own, boolean sameGroup)
      throws IOException {
    FsAction group =
        sameGroup ? old.getGroupAction() : old.getGroupAction().and(old.getOtherAction());
    FsPermission wanted = new FsPermission(old.getUserAction(), group, old.getOtherAction());
    if (!wanted.equals(own)) {
      to.fs().setPermission(to.path(), wanted);
    }
  }

  /**
   * All entries of the old file. Where a file has a list, the permission of its group is in the
   * list, and its status has the mask in that place ({@code AclUtil} of Hadoop 3.3.4).
   */
  private static List<AclEntry> acl(StoreTarget from, FsPermission permission) throws IOException {
    List<AclEntry> entries = new ArrayList<>(from.fs().getAclStatus(from.path()).getEntries());
    entries.add(entry(AclEntryType.USER, permission.getUserAction()));
    entries.add(entry(AclEntryType.MASK, permission.getGroupAction()));
    entries.add(entry(AclEntryType.OTHER, permission.getOtherAction()));
    return entries;
  }

  private static AclEntry entry(AclEntryType type, FsAction action) {
    return new AclEntry.Builder()
        .setScope(AclEntryScope.ACCESS)
        .setType(type)
        .setPermission(action)
        .build();
  }
}
