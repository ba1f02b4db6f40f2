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
 * Staging folders that killed writes of one array have left. Those of other arrays are not looked
 * at. A folder is left if nobody holds its {@link OwnerLease}; without one, if nothing in it has
 * changed for a day. It stays while it has the old array and nothing has that one's name.
 *
 * @param own the folder of this write, which stays; it tells whether the store has leases
 */
record Leftovers(StoreTarget target, StagingFolder own) {
  /**
   * Object stores have no locks by which a living write could show itself. Hardly any task of one
   * runs for a day, and the parts of an upload that was killed cost little until then.
   */
  static final Duration AGE = Duration.ofHours(24);

  /**
   * S3 and HDFS list names in order, and names that begin with a dot come early, so a longer look
   * at those behind them finds nothing. More than one answer of S3 has, in which folders come last.
   */
  private static final int MOST_BEHIND = 10_000;

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
      String last = StagingNames.folder(array, "~"); // behind those of all IDs
      for (int behind = 0; behind < MOST_BEHIND && listed.hasNext(); ) {
        FileStatus status = listed.next();
        String name = status.getPath().getName();
        behind += name.compareTo(last) > 0 ? 1 : 0;
        boolean mayBeLeft =
            status.isDirectory()
                ? StagingNames.mayBeLeftOf(array, name) && !name.equals(own.location().name())
                : StagingNames.isBeside(array, name);
        if (mayBeLeft) {
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
      FileStatus[] files = target.fs().listStatus(folder.getPath());
      if (isLeft(folder, files)) {
        if (has(files, MultipartFile.UPLOAD)) {
          endUpload(folder);
        }
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

  private boolean isLeft(FileStatus folder, FileStatus[] files) throws IOException {
    if (has(files, StagingNames.HELD) && target.look().isEmpty()) {
      return false;
    }
    if (has(files, StagingNames.OWNER)) {
      return !OwnerLease.isHeld(file(folder, StagingNames.OWNER));
    }
    if (has(files, StagingNames.OWNER_DRAFT) && own.isLeased()) {
      return isDraftLeft(folder);
    }
    // folders of object stores have no time of their own
    long changed =
        Stream.of(files)
            .mapToLong(FileStatus::getModificationTime)
            .max()
            .orElse(folder.getModificationTime());
    return System.currentTimeMillis() - changed > AGE.toMillis();
  }

  /** Whether a writer was killed before it could name its file. It may have named it meanwhile. */
  private boolean isDraftLeft(FileStatus folder) throws IOException {
    return !OwnerLease.isHeld(file(folder, StagingNames.OWNER_DRAFT))
        && file(folder, StagingNames.OWNER).look().isEmpty();
  }

  private StoreTarget file(FileStatus folder, String name) {
    return target.at(Location.parse(folder.getPath().toString()).child(name));
  }

  /** Ends the upload that the folder belongs to, and no other one. */
  private void endUpload(FileStatus folder) throws IOException {
    try (Upload upload = Upload.to(target)) {
      upload.abort(UploadFile.read(file(folder, MultipartFile.UPLOAD)));
    } catch (FileNotFoundException ended) {
      return;
    }
  }

  private static boolean has(FileStatus[] files, String name) {
    return Stream.of(files).anyMatch(file -> file.getPath().getName().equals(name));
  }
}
