package io.memmap.spark.internal.write.commit;

import io.memmap.storage.publish.FolderPlace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Decides which tasks force their staging files to the disk. A new array is a copy of the staging
 * files, which the driver forces; but the driver can't force bytes that another machine still holds
 * in memory, so tasks on other machines force their files themselves.
 *
 * @param asked whether the user wants bytes to be forced at all
 * @param driver the staging folder as the driver sees it, whose tasks need not force; null if all
 *     tasks force, because a journal will refer to the staging files
 */
public record StagedForce(boolean asked, FolderPlace driver) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For staging files to which a journal will refer. */
  public static StagedForce everywhere(boolean asked) {
    return new StagedForce(asked, null);
  }

  /** For staging files that the driver, this process, will copy. */
  public static StagedForce elsewhere(boolean asked, Path folder) throws IOException {
    return new StagedForce(asked, FolderPlace.of(folder));
  }

  /** Whether tasks of this process force their files. */
  public boolean isHere(String folder) throws IOException {
    return asked && !(driver != null && driver.equals(FolderPlace.of(Path.of(folder))));
  }
}
