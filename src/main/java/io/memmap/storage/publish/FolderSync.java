package io.memmap.storage.publish;

import io.memmap.array.OneLine;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces the entries of folders to the disk, so that a rename survives a power cut. Some file
 * systems cannot do that. Since the rename is done by then, the write goes on, and logs one
 * warning.
 */
public final class FolderSync {
  private static final System.Logger LOG = System.getLogger(FolderSync.class.getName());

  private final boolean asked;
  private boolean warned;

  /**
   * For one write, which logs at most one warning.
   *
   * @param asked whether to force anything
   */
  public FolderSync(boolean asked) {
    this.asked = asked;
  }

  /** Forces the folder's entries, also on an interrupted thread. */
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
