package io.memmap.storage.publish;

import io.memmap.storage.file.MachineId;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process sees a folder. Two that see it at the same place share its pages in memory: what
 * one of them wrote, the other one can force to the disk.
 *
 * @param device of the mount; empty where file systems have no numbers
 */
public record FolderPlace(String machine, String device) implements Serializable {

  /** Of this process. */
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
