package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileKind;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.FileVersion;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that a write makes or changes, as it is before. Each answer is that of a new look.
 *
 * @param storage of the location
 */
public record TargetFile(Location location, Storage storage) {

  /**
   * What is there before a write.
   *
   * @param place where the write puts the array: the location with its symbolic links followed
   * @param exists whether a file is there
   */
  public record Found(Location place, boolean exists) {}

  /**
   * Looks at the file; one request to a remote file system.
   *
   * @throws IllegalArgumentException if something is there that no write replaces, or the folder of
   *     a local file is missing
   */
  public Found found() {
    if (!location.isLocal()) {
      return new Found(location, look().isPresent());
    }
    Path path = FileChecks.forWriting(location.path());
    return new Found(Location.of(path), Files.exists(path));
  }

  /**
   * Refuses a location that is a pattern of names, see {@link FileChecks#refusePattern}.
   *
   * @param why one file is needed, for the message
   */
  public void refusePattern(String why) {
    if (location.isLocal()) {
      FileChecks.refusePattern(location.path(), why);
    } else {
      refusePattern(FoundEntries.at(storage, location).exists(), why);
    }
  }

  private void refusePattern(boolean exists, String why) {
    if (!exists && FileSearch.isGlob(location.name())) {
      throw PathErrors.patternOfNames(location.toString(), why);
    }
  }

  private Optional<FileState> look() {
    Optional<FileState> found = FoundEntries.at(storage, location).state();
    if (found.isPresent() && found.get().kind() == FileKind.FOLDER) {
      throw PathErrors.folderNotOverwritten(location.toString());
    }
    refusePattern(found.isPresent(), FileChecks.ONE_FILE);
    return found;
  }

  private FileState there() {
    return look().orElseThrow(() -> PathErrors.notFound(location));
  }

  /**
   * The version of the file.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be looked at
   */
  public FileVersion version() {
    try {
      return location.isLocal()
          ? FileVersion.of(FileChecks.forWriting(location.path()))
          : FileVersion.of(there());
    } catch (IOException e) {
      throw PathErrors.badFile(location.toString(), "cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Opens the file to read its header.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IOException if it cannot be opened; the message names it
   */
  public OpenBytes open() throws IOException {
    return location.isLocal()
        ? FileBytes.open(location.path())
        : storage.headers(1).open(there().stamp());
  }

  /**
   * Checks that the file can be read.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public void refuseUnreadable() {
    if (location.isLocal()) {
      FileChecks.stamp(location.path());
    } else {
      there();
    }
  }
}
