package io.memmap.spark.internal.write.commit;

import io.memmap.array.OneLine;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of files that are needed for a while only. Those that are left when the JVM ends are
 * removed then, unless it is killed.
 */
final class ScratchFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
  private static final Set<Path> LEFT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> LEFT.forEach(ScratchFolder::remove), "memmap-scratch-folders"));
  }

  private ScratchFolder() {}

  /** Makes a folder that only its owner may enter. */
  static Path make(Path parent) throws IOException {
    Path folder = Files.createTempDirectory(parent, "memmap-");
    LEFT.add(folder);
    return folder;
  }

  /** Removes a folder with its files. A failure is logged, since what they were for is done. */
  static void remove(Path folder) {
    LEFT.remove(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (NoSuchFileException gone) {
      LOG.debug("folder {} is gone", folder);
    } catch (IOException e) {
      LOG.warn(
          "cannot remove folder {} ({}); remove it",
          OneLine.of(folder.toString()),
          FileErrors.reason(e));
    }
  }
}
