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
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Uploads of one array whose writes were killed. Their staging folders tell them; uploads of other
 * arrays and of other programs are left alone.
 */
record AbandonedUploads(StoreTarget target, Upload upload) {
  /**
   * A write that began so long ago is taken for dead. Object stores have no locks by which a living
   * one could show itself. Hardly any Spark job writes one array for a day, and the parts of a
   * killed one cost little until then.
   */
  static final Duration AGE = Duration.ofHours(24);

  /**
   * S3 lists names in order, and names that begin with a dot come early, so a longer look at those
   * behind them finds nothing. More than one answer to a listing has, in which folders come last.
   */
  private static final int MOST_BEHIND = 2_000;

  /** Ends them and removes their folders. A failure is logged, since a later write does it too. */
  void end() {
    try {
      for (Location folder : folders()) {
        end(folder);
      }
    } catch (IOException | RuntimeException e) {
      StorageLog.warn(
          "file %s: what killed writes of it may have left cannot be listed (%s)",
          target.location(), HadoopErrors.why(e));
    }
  }

  private List<Location> folders() throws IOException {
    Location parent = target.location().parent().orElseThrow();
    String array = target.location().name();
    String last = StagingNames.folder(array, "~"); // behind those of all IDs
    List<Location> folders = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> listed =
          target.fs().listStatusIterator(HadoopStorage.path(parent));
      for (int behind = 0; behind < MOST_BEHIND && listed.hasNext(); ) {
        String name = listed.next().getPath().getName();
        behind += name.compareTo(last) > 0 ? 1 : 0;
        if (StagingNames.mayBeLeftOf(array, name)) {
          folders.add(parent.child(name));
        }
      }
    } catch (FileNotFoundException noFolder) {
      return List.of();
    }
    return folders;
  }

  private void end(Location folder) {
    try {
      StoreTarget file = target.at(folder.child(MultipartFile.UPLOAD));
      Optional<FileStatus> found = file.look();
      if (found.isPresent() && isOld(found.get())) {
        abort(UploadFile.read(file));
        target.fs().delete(HadoopStorage.path(folder), true);
      }
    } catch (IOException | RuntimeException e) {
      StorageLog.warn(
          "file %s: an upload that a killed write of it has left in %s cannot be ended (%s)",
          target.location(), folder, HadoopErrors.why(e));
    }
  }

  private static boolean isOld(FileStatus file) {
    return System.currentTimeMillis() - file.getModificationTime() > AGE.toMillis();
  }

  private void abort(UploadId id) throws IOException {
    try {
      upload.abort(id);
    } catch (FileNotFoundException endedBefore) {
      return;
    }
  }
}
