package io.memmap.storage.file;

import java.util.Optional;

/**
 * A file or folder that was found.
 *
 * @param state of the file itself, links followed; empty if nothing is there, or if only its name
 *     is known so far
 */
public record FileEntry(Location location, Optional<FileState> state) {

  public boolean isFolder() {
    return state.filter(found -> found.kind() == FileKind.FOLDER).isPresent();
  }

  /** Whether something is there. */
  public boolean exists() {
    return state.isPresent();
  }

  public String name() {
    return location.name();
  }

  /** Identifies a folder, whatever path leads to it. */
  public Object identity() {
    return state
        .map(FileState::stamp)
        .filter(FileStamp::hasIdentity)
        .<Object>map(FileStamp::identity)
        .orElse(location);
  }
}
