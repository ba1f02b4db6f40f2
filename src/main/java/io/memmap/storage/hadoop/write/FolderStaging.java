package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.runs.StagingNames;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Staging in files of the store, one for each task attempt. */
final class FolderStaging implements Staging {
  private static final long serialVersionUID = 1L;

  private final HadoopStorage storage;
  private final String target;
  private final String folder;
  private final FileForm form;

  FolderStaging(HadoopStorage storage, Location target, Location folder, FileForm form) {
    this.storage = storage;
    this.target = target.toString();
    this.folder = folder.toString();
    this.form = form;
  }

  @Override
  public String folder() {
    return folder;
  }

  @Override
  public StagedOutput create(String attempt, int partition, int partitions) throws IOException {
    Location location = Location.parse(target);
    Location in = Location.parse(folder);
    String name = StagingNames.stagedRows(attempt);
    StoreTarget staged = StoreTarget.of(storage, in.child(name));
    try {
      return new StagedFile(location, staged, form.create(staged));
    } catch (FileNotFoundException e) {
      throw StoreErrors.writeEnded(location, in, e);
    } catch (IOException e) {
      throw StoreErrors.failed(location, e, TargetState.UNTOUCHED);
    }
  }
}
