package io.memmap.storage.hadoop.write;

import io.memmap.storage.runs.StagingNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.InvalidPathException;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Renames a complete file to the array's name, over the file that has it. HDFS does that in one
 * step; what other file systems do is up to them. A precondition of one version is checked just
 * before.
 */
record Naming(TargetCheck check, StoreAbilities abilities, StagingFolder folder) {

  StoreTarget target() {
    return check.target();
  }

  /**
   * Gives a complete file the name.
   *
   * @throws IOException if that failed; says what has the name
   */
  void name(StoreTarget fresh) throws IOException {
    Optional<FileStatus> before;
    FileStatus made;
    try {
      before = target().look();
      made = target().fs().getFileStatus(fresh.path());
      check.check(before);
      if (abilities.permissions() && before.isPresent()) {
        KeptPermissions.copy(target(), before.get(), fresh, abilities.acls());
      }
    } catch (IOException e) {
      throw StoreErrors.failed(target().location(), e, TargetState.UNTOUCHED);
    }
    try {
      rename(fresh);
    } catch (FileAlreadyExistsException e) {
      throw check.wantsNothing() ? check.refused(e) : StoreErrors.isFolder(target().location());
    } catch (IOException e) {
      TargetState state = new TargetLook(target()).afterRename(before, fresh, made, e);
      if (state != TargetState.NEW) { // else the answer was lost
        throw StoreErrors.failed(target().location(), e, state);
      }
    }
  }

  /**
   * In one step where Hadoop's newer interface knows the file system and such a path. For the file
   * systems that it only delegates to, it would first remove the old file.
   */
  private void rename(StoreTarget fresh) throws IOException {
    try {
      FileContext context =
          FileContext.getFileContext(target().fs().getUri(), target().fs().getConf());
      if (context.getDefaultFileSystem() instanceof DelegateToFileSystem) {
        renameInSteps(fresh);
        return;
      }
      Rename over = check.wantsNothing() ? Rename.NONE : Rename.OVERWRITE;
      context.rename(fresh.path(), target().path(), over);
    } catch (UnsupportedFileSystemException | InvalidPathException unknown) {
      renameInSteps(fresh);
    }
  }

  /** Moves the old file away first, and back if the new one cannot get its name. */
  private void renameInSteps(StoreTarget fresh) throws IOException {
    if (target().look().isEmpty()) {
      move(fresh, target());
      return;
    }
    StoreTarget old = target().at(folder.child(StagingNames.HELD));
    move(target(), old);
    try {
      move(fresh, target());
    } catch (IOException e) {
      restore(old, fresh, e);
      throw e;
    }
  }

  private void restore(StoreTarget old, StoreTarget fresh, IOException reason) throws IOException {
    try {
      move(old, target());
    } catch (IOException e) {
      folder.keep();
      reason.addSuppressed(e);
      throw StoreErrors.movedAside(target().location(), old.location(), fresh.location(), reason);
    }
  }

  static void move(StoreTarget from, StoreTarget to) throws IOException {
    if (!from.fs().rename(from.path(), to.path())) {
      if (from.look().isEmpty()) {
        throw new FileNotFoundException(from.location().toString());
      }
      throw new IOException(
          "its file system does not rename " + from.location() + " to " + to.location());
    }
  }
}
