package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.runs.StagingNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Staging folders that writes of one array have left which were killed. Those of other arrays are
 * not looked at. A folder is left if nobody holds its {@link OwnerLease}; without one, if nothing
 * in it has changed for a day. It stays while it has the old array and nothing has that one's name.
 */
record Leftovers(StoreTarget target) {
  static final Duration AGE = Duration.ofHours(24);

  /** A folder with this file belongs to a multipart upload, which has to be ended first. */
  private static final String UPLOAD = "upload";

  /** Removes them. Failures are logged, and do not fail this write. */
  void remove() {
    List<String> left = new ArrayList<>();
    try {
      List<FileStatus> found = found();
      found.stream().filter(FileStatus::isDirectory).forEach(folder -> remove(folder, left));
      found.stream().filter(FileStatus::isFile).forEach(file -> removeBeside(file, left));
    } catch (IOException | RuntimeException e) {
      left.add(HadoopErrors.why(e));
    }
    if (!left.isEmpty()) {
      StorageLog.warn(
          "file %s: other writes may have left folders beside it that cannot be removed: %s; remove"
              + " them if no write of their owner is running",
          target.location(), String.join(", ", left));
    }
  }

  private List<FileStatus> found() throws IOException {
    String array = target.location().name();
    List<FileStatus> found = new ArrayList<>();
    try {
      Location parent = target.location().parent().orElseThrow();
      RemoteIterator<FileStatus> listed =
          target.fs().listStatusIterator(HadoopStorage.path(parent));
      while (listed.hasNext()) {
        FileStatus status = listed.next();
        String name = status.getPath().getName();
        boolean ours =
            status.isDirectory()
                ? StagingNames.mayBeLeftOf(array, name)
                : StagingNames.isBeside(array, name);
        if (ours) {
          found.add(status);
        }
      }
    } catch (FileNotFoundException noFolder) {
      return List.of();
    }
    return found;
  }

  private void remove(FileStatus folder, List<String> left) {
    try {
      if (isLeft(folder)) {
        target.fs().delete(folder.getPath(), true);
      }
    } catch (IOException | RuntimeException e) {
      left.add(folder.getPath() + " (" + HadoopErrors.why(e) + ")");
    }
  }

  /** Removes a file that a killed write was about to add to the array, after its folder. */
  private void removeBeside(FileStatus file, List<String> left) {
    try {
      String array = target.location().name();
      String folder = StagingNames.folderOf(array, file.getPath().getName());
      if (target.beside(folder).look().isEmpty()) {
        target.fs().delete(file.getPath(), false);
      }
    } catch (IOException | RuntimeException e) {
      left.add(file.getPath() + " (" + HadoopErrors.why(e) + ")");
    }
  }

  private boolean isLeft(FileStatus folder) throws IOException {
    FileStatus[] files = target.fs().listStatus(folder.getPath());
    boolean isNeeded = has(files, StagingNames.HELD) && target.look().isEmpty();
    if (isNeeded || has(files, UPLOAD)) {
      return false;
    }
    if (has(files, StagingNames.OWNER)) {
      Location location = Location.parse(folder.getPath().toString());
      return !OwnerLease.isHeld(target.at(location.child(StagingNames.OWNER)));
    }
    // folders of object stores have no time of their own
    long changed =
        Stream.of(files)
            .mapToLong(FileStatus::getModificationTime)
            .max()
            .orElse(folder.getModificationTime());
    return System.currentTimeMillis() - changed > AGE.toMillis();
  }

  private static boolean has(FileStatus[] files, String name) {
    return Stream.of(files).anyMatch(file -> file.getPath().getName().equals(name));
  }
}
