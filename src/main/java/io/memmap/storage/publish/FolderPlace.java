package io.memmap.storage.publish;

import io.memmap.storage.file.MachineId;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Machine and mount on which a process sees a folder. Processes with equal places share the page
 * cache, so one can force to the disk what another one has written.
 *
 * @param device of the mount; empty where file systems have no numbers
 */
public record FolderPlace(String machine, String device) implements Serializable {

  /** The place on which this process sees the folder. */
  public static FolderPlace of(Path folder) throws IOException {
    return new FolderPlace(MachineId.CURRENT, device(folder));
  }

  private static String device(Path folder) throws IOException {
    try {
      return String.valueOf(Files.getAttribute(folder, "unix:dev"));
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return "";
    }
  }
}
