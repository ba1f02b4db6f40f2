package io.memmap.storage.runs;

import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A staging folder on a file system that executors and driver share.
 *
 * @param folder its path, the same on all machines
 */
public record LocalStaging(String folder) implements Staging {
  private static final long serialVersionUID = 1L;

  @Override
  public StagedOutput create(String attempt, int partition, int partitions) throws IOException {
    return LocalOutput.create(Path.of(folder).resolve(StagingNames.stagedRows(attempt)));
  }
}
