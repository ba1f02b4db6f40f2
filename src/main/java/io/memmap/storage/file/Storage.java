package io.memmap.storage.file;

import io.memmap.array.ByteRange;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file system that array files are read from. Sent to the executors. Its errors about one file
 * are {@link ArrayFileException}s, so their messages name it.
 */
public interface Storage extends Serializable {

  /**
   * The same location in full, with what the configuration adds to it.
   *
   * @throws IOException if its file system is not known or cannot be reached
   */
  Location qualified(Location location) throws IOException;

  /**
   * What is at a location now, links followed. An entry that came from {@link #list} with its state
   * is returned as it is.
   *
   * @throws IOException if that cannot be known
   */
  FileEntry look(FileEntry entry) throws IOException;

  /**
   * The entries of a folder, in no order; with their states if the listing tells them.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is there
   * @throws java.nio.file.NotDirectoryException if it is a file
   * @throws IOException if it cannot be listed for another reason
   */
  List<FileEntry> list(Location folder) throws IOException;

  /**
   * All files below a folder with their states, if one listing of them costs less than a listing of
   * each folder; else empty.
   *
   * @throws IOException if they cannot be listed
   */
  default Optional<List<FileEntry>> filesBelow(Location folder) throws IOException {
    return Optional.empty();
  }

  /** How many threads look at so many files or folders at one time. */
  int threadsFor(int looks);

  /**
   * Reads headers on the driver.
   *
   * @param files about how many files will be opened
   */
  HeaderReads headers(int files);

  /**
   * Opens a file for a task.
   *
   * @param end bytes of the file that the array needs
   * @throws IOException if it cannot be opened, or is not the file that was planned, or is too
   *     short
   */
  SourceFile open(FileStamp planned, long end) throws IOException;

  /**
   * Whether {@link #headers} and {@link #open} fail for any other file than the one that was seen,
   * so that no further look at it is needed.
   */
  boolean opensSeenFilesOnly(FileStamp seen);

  /**
   * Looks at a planned file again before the tasks start.
   *
   * @param end bytes of the file that the array needs
   * @throws IOException if it is missing, was replaced or is too short
   */
  void checkAgain(FileStamp planned, long end) throws IOException;

  /** Whether the file does not exist any more. */
  boolean isGone(FileStamp planned);

  /**
   * How many of some bytes of a file each host has, which reads them faster than others; empty if
   * that is not known. Costs no request for most files.
   */
  default Map<String, Long> bytesByHost(FileStamp planned, ByteRange range) {
    return Map.of();
  }

  /**
   * What reading costs, by which windows are planned.
   *
   * @param access what the user asked for
   */
  ReadCosts costs(FileStamp file, Access access);
}
