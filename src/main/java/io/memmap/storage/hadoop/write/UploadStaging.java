package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.Staging;
import java.io.IOException;

/** Staging on the disks of the executors, which send their rows when they are complete. */
final class UploadStaging implements Staging {
  private static final long serialVersionUID = 1L;

  private final HadoopStorage storage;
  private final String target;
  private final String folder;
  private final UploadId upload;
  private final LocalFolders local;

  /**
   * @param folder where the driver finds what it merges
   */
  UploadStaging(StoreTarget target, Location folder, UploadId upload, LocalFolders local) {
    this.storage = target.storage();
    this.target = target.location().toString();
    this.folder = folder.toString();
    this.upload = upload;
    this.local = local;
  }

  @Override
  public String folder() {
    return folder;
  }

  @Override
  public StagedOutput create(String attempt, int partition, int partitions) throws IOException {
    StoreTarget to = StoreTarget.of(storage, Location.parse(target));
    SentAs as = new SentAs(partition, new PartNumbers(partitions), upload);
    return new UploadOutput(to, Location.parse(folder), attempt, as, local.forFile(attempt));
  }
}
