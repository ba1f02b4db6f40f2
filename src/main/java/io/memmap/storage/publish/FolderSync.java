package io.memmap.storage.publish;

import io.memmap.array.OneLine;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces the entries of folders to the disk, so that a rename outlives a power cut. Not all file
 * systems do that, and when it is asked for the rename is done: one warning for each write says
 * that its promise is weaker, and the write goes on.
 */
public final class FolderSync {
  private static final System.Logger LOG = System.getLogger(FolderSync.class.getName());

  private final boolean asked;
  private boolean warned;

  /**
   * For one write.
   *
   * @param asked else nothing is forced
   */
  public FolderSync(boolean asked) {
    this.asked = asked;
  }

  /** Also on a thread that was interrupted. */
  public void force(Path folder) {
    if (!asked) {
      return;
    }
    try {
      Uninterrupted.take(() -> forceOnce(folder));
    } catch (IOException e) {
      warn(folder, e);
    }
  }

  private static void forceOnce(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void warn(Path folder, IOException reason) {
    if (warned) {
      return;
    }
    warned = true;
    LOG.log(
        Level.WARNING,
        OneLine.format(
            "folder %s: its entries cannot be forced to the disk (%s); the write is done all the"
                + " same, but after a power cut the folder may be as it was before; option"
                + " sync=false forces nothing",
            folder, FileErrors.reason(reason)));
  }
}
