package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.runs.StagingNames;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.NewFiles;
import io.memmap.storage.staging.Precondition;
import java.io.IOException;

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

  private static NewFile begin(TargetCheck check, StoreAbilities abilities, boolean sync)
      throws IOException {
    StoreTarget target = check.target();
    boolean hasFolders = !abilities.publishesAtClose();
    FileForm form = FileForm.of(target, hasFolders);
    StagingFolder folder = StagingFolder.make(target, hasFolders);
    Publication publication =
        abilities.publishesAtClose()
            ? new StreamPublication(check, abilities)
            : new RenamePublication(folder, form, new Naming(check, abilities, folder), sync);
    return new FolderFile(target, folder, form, publication);
  }
}
