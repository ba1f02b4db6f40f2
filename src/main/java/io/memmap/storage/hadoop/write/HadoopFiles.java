package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.runs.StagingNames;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.NewFiles;
import io.memmap.storage.staging.Precondition;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** New files on the file systems of a {@link HadoopStorage}, made in the way that each can. */
public final class HadoopFiles implements NewFiles {
  private final HadoopStorage storage;
  private final LocalFolders local;

  /**
   * @param local where tasks keep what is sent when they end
   */
  public HadoopFiles(HadoopStorage storage, LocalFolders local) {
    this.storage = storage;
    this.local = local;
  }

  @Override
  public NewFile begin(
      Location location, Precondition precondition, boolean following, int partitions, boolean sync)
      throws IOException {
    if (StagingNames.isReserved(location.name())) {
      throw StoreErrors.reservedName(location);
    }
    StoreTarget target = StoreTarget.of(storage, location);
    try {
      TargetCheck check = new TargetCheck(target, precondition);
      check.check();
      StoreAbilities abilities = target.abilities();
      return following && abilities.uploads() && MultipartFile.isPossible(partitions)
          ? MultipartFile.begin(check, abilities, partitions, local)
          : begin(check, abilities, sync);
    } catch (IOException e) {
      throw StoreErrors.failed(location, e, TargetState.UNTOUCHED);
    }
  }

  @Override
  public boolean remove(Location location) throws IOException {
    StoreTarget target = StoreTarget.of(storage, location);
    try {
      Optional<FileStatus> found = target.look();
      if (found.isPresent() && found.get().isDirectory()) {
        throw StoreErrors.isFolder(location);
      }
      return found.isPresent() && target.fs().delete(target.path(), false);
    } catch (IOException e) {
      throw StoreErrors.failed(location, e, TargetState.UNTOUCHED);
    }
  }

  @Override
  public Optional<NewFile> beginAppend(FileStamp seen, boolean sync) throws IOException {
    StoreTarget target = StoreTarget.of(storage, seen.location());
    try {
      TargetCheck check = new TargetCheck(target, new Precondition.Version(seen));
      check.check();
      StoreAbilities abilities = target.abilities();
      return abilities.concat() && !abilities.publishesAtClose()
          ? Optional.of(appending(check, seen, abilities, sync))
          : Optional.empty();
    } catch (IOException e) {
      throw StoreErrors.failed(seen.location(), e, TargetState.UNTOUCHED);
    }
  }

  /** Files are joined to one only if their blocks are not longer than its own. */
  private static NewFile appending(
      TargetCheck check, FileStamp seen, StoreAbilities abilities, boolean sync)
      throws IOException {
    StoreTarget target = check.target();
    long blockBytes = target.fs().getFileStatus(target.path()).getBlockSize();
    FileForm form = FileForm.of(target, true).withBlocks(blockBytes).syncing(sync);
    StagingFolder folder = folder(target, form, abilities);
    StagedFiles files = new StagedFiles(target, folder, form, sync);
    return new FolderFile(target, folder, form, new AppendPublication(check, seen, files));
  }

  private static NewFile begin(TargetCheck check, StoreAbilities abilities, boolean sync)
      throws IOException {
    StoreTarget target = check.target();
    FileForm form = FileForm.of(target, !abilities.publishesAtClose()).syncing(sync);
    StagingFolder folder = folder(target, form, abilities);
    Publication publication = publication(check, abilities, folder, form, sync);
    return new FolderFile(target, folder, form, publication);
  }

  private static StagingFolder folder(StoreTarget target, FileForm form, StoreAbilities abilities)
      throws IOException {
    StagingFolder folder = made(target, form, abilities);
    new Leftovers(target, folder).remove();
    return folder;
  }

  private static StagingFolder made(StoreTarget target, FileForm form, StoreAbilities abilities)
      throws IOException {
    if (!form.hasFolders()) {
      return StagingFolder.named(target);
    }
    return abilities.append() ? StagingFolder.makeOwned(target, form) : StagingFolder.make(target);
  }

  private static Publication publication(
      TargetCheck check,
      StoreAbilities abilities,
      StagingFolder folder,
      FileForm form,
      boolean sync) {
    if (abilities.publishesAtClose()) {
      return new StreamPublication(check, abilities);
    }
    Naming naming = new Naming(check, abilities, folder);
    StagedFiles files = new StagedFiles(check.target(), folder, form, sync);
    return abilities.concat()
        ? new ConcatPublication(naming, files)
        : new RenamePublication(naming, files);
  }
}
