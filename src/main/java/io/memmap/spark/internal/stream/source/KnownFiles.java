package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.files.FileSearch;
import io.memmap.spark.internal.resolve.FollowErrors;
import io.memmap.spark.internal.resolve.FollowedFile;
import io.memmap.storage.file.Location;
import java.util.List;
import java.util.Map;

/**
 * Checks that a checkpoint is of the files that the query reads.
 *
 * @param checkpoint for messages
 * @param roots files, folders and patterns that the query names
 */
record KnownFiles(String checkpoint, List<Location> roots) {

  /**
   * Refuses a checkpoint that has files, none of which the query could have read.
   *
   * @throws IllegalStateException if it does
   */
  void refuseOthers(ReadRows read) {
    List<FileRows> files = read.files();
    if (!files.isEmpty() && files.stream().noneMatch(file -> isBelowRoots(file.path()))) {
      throw FollowErrors.otherFiles(checkpoint, files.get(0).path(), roots.get(0).toString());
    }
  }

  private boolean isBelowRoots(String path) {
    Location file = Location.parse(path);
    return roots.stream().anyMatch(root -> file.namesBelow(folder(root)).isPresent());
  }

  /** The deepest folder whose name is no pattern; the location itself if it has none. */
  private static Location folder(Location root) {
    Location folder = root;
    while (FileSearch.isGlob(folder.toString()) && folder.parent().isPresent()) {
      folder = folder.parent().get();
    }
    return folder;
  }

  /** Reports files that the query names itself and that are not there any more. */
  void refuseMissing(ReadRows read, Map<String, FollowedFile> there, DataLoss loss) {
    for (Location root : roots) {
      String path = root.toString();
      if (!there.containsKey(path)) {
        read.of(path).ifPresent(file -> loss.report(FollowErrors.notThere(path, file.rows())));
      }
    }
  }
}
