package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A hard link to the array's file in the folder of an update. As long as the journal is there, it
 * keeps the file, so its inode number goes to no other file.
 */
final class TargetLink {
  private TargetLink() {}

  /** Makes the link, if the file system has links. */
  static void make(Path folder, Path target) throws IOException {
    try {
      Files.createLink(path(folder), target);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      return;
    }
  }

  static boolean isIn(Path folder) throws IOException {
    return FileFacts.of(path(folder)).isPresent();
  }

  /** Whether the link and the target are the same file; false if one of them is missing. */
  static boolean leadsTo(Path folder, Path target) throws IOException {
    Optional<FileFacts> link = FileFacts.of(path(folder));
    Optional<FileFacts> there = FileFacts.of(target);
    return link.isPresent() && there.isPresent() && link.get().key().equals(there.get().key());
  }

  private static Path path(Path folder) {
    return folder.resolve(StagingNames.HELD);
  }
}
