package io.memmap.storage.staging;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders on the local disks of the machine that asks: those that Spark uses for its own files
 * there ({@code Utils.getConfiguredLocalDirs} of Spark 3.5.9). Sent to the executors.
 */
public final class LocalFolders implements Serializable {
  private static final Pattern SEPARATOR = Pattern.compile("[," + File.pathSeparator + "]");

  private static final long serialVersionUID = 1L;

  /** Variables of the environment that name folders, the one that overrides the others first. */
  private static final List<String> VARIABLES =
      List.of("LOCAL_DIRS", "SPARK_EXECUTOR_DIRS", "SPARK_LOCAL_DIRS");

  private final String setting;

  /**
   * The folders of an application.
   *
   * @param setting {@code spark.local.dir}, several separated by commas; empty if it is not set
   */
  public LocalFolders(String setting) {
    this.setting = setting;
  }

  /**
   * The folder for one file. Files of different names are spread over the disks.
   *
   * @throws IOException if this machine has no such folder that can be written
   */
  public Path forFile(String name) throws IOException {
    List<Path> there = usable(System.getenv());
    if (there.isEmpty()) {
      throw new IOException(
          "no folder for local files can be written, found "
              + named(System.getenv())
              + "; name one in the setting spark.local.dir");
    }
    return there.get(Math.floorMod(name.hashCode(), there.size()));
  }

  List<Path> usable(Map<String, String> environment) {
    return SEPARATOR
        .splitAsStream(named(environment))
        .map(LocalFolders::usableFolder)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Path> usableFolder(String name) {
    try {
      Path folder = Path.of(name.trim());
      boolean usable = !name.isBlank() && Files.isDirectory(folder) && Files.isWritable(folder);
      return usable ? Optional.of(folder.toAbsolutePath()) : Optional.empty();
    } catch (InvalidPathException notLocal) {
      return Optional.empty();
    }
  }

  private String named(Map<String, String> environment) {
    return Stream.concat(
            VARIABLES.stream().map(key -> environment.getOrDefault(key, "")), Stream.of(setting))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse(System.getProperty("java.io.tmpdir"));
  }
}
