package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at what a search names or finds. */
public final class FoundEntries {
  private FoundEntries() {}

  /**
   * What is at a location.
   *
   * @throws IllegalArgumentException if that cannot be known
   */
  public static FileEntry at(Storage storage, Location location) {
    return looked(storage, new FileEntry(location, Optional.empty()));
  }

  /**
   * The entry with its state.
   *
   * @throws IllegalArgumentException if the state cannot be known, or the name is no text
   */
  static FileEntry looked(Storage storage, FileEntry entry) {
    Location location = entry.location();
    if (location.isLocal() && !Path.of(location.toString()).equals(location.path())) {
      throw PathErrors.unreadableName(location.path());
    }
    try {
      return storage.look(entry);
    } catch (IOException e) {
      throw PathErrors.notSeen(location.toString(), e);
    }
  }
}
