package io.memmap.spark.internal.write.commit;

import io.memmap.storage.publish.FolderPlace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Which tasks force what they staged to the disk. What the driver copies into a new array need not
 * be there, for the driver forces the copy; but it can't force what another machine holds.
 *
 * @param asked whether the user wants bytes to be forced at all
 * @param driver who sees the staging folder as it does leaves it to the driver; null if a journal
 *     will refer to what is staged, so that all tasks force it
 */
public record StagedForce(boolean asked, FolderPlace driver) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For what a journal will refer to. */
  public static StagedForce everywhere(boolean asked) {
    return new StagedForce(asked, null);
  }

  /** For what the driver, this process, will copy. */
  public static StagedForce elsewhere(boolean asked, Path folder) throws IOException {
    return new StagedForce(asked, FolderPlace.of(folder));
  }

  /** Whether a task of this process does so. */
  public boolean isHere(Path folder) throws IOException {
    return asked && !(driver != null && driver.equals(FolderPlace.of(folder)));
  }
}
