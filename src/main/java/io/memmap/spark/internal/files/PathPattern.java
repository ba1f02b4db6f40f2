package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A path that has patterns in its names, such as {@code data/*.npy}. */
final class PathPattern {
  private final Storage storage;
  private final Location location;

  PathPattern(Storage storage, Location location) {
    this.storage = storage;
    this.location = location;
  }

  /** Whether a path has patterns and no file has this very name. */
  static boolean isOne(Storage storage, Location location) {
    return GlobPattern.isGlob(location.toString()) && !FoundEntries.at(storage, location).exists();
  }

  /**
   * The files and folders that match, in no order. A pattern matches hidden names only if it begins
   * with their dot or underscore, and never staging folders.
   *
   * @throws IllegalArgumentException if a name is not a valid pattern, or a folder cannot be listed
   */
  List<FileEntry> found() {
    List<FileEntry> reached = List.of(new FileEntry(location.root(), Optional.empty()));
    for (String name : location.names()) {
      reached =
          InParallel.map(reached, storage, folder -> next(folder.location(), name)).stream()
              .flatMap(Collection::stream)
              .toList();
    }
    return InParallel.map(reached, storage, entry -> FoundEntries.looked(storage, entry)).stream()
        .filter(FileEntry::exists)
        .toList();
  }

  private List<FileEntry> next(Location folder, String name) {
    FileEntry literal = new FileEntry(folder.child(name), Optional.empty());
    if (!GlobPattern.isGlob(name)) {
      return List.of(literal);
    }
    List<FileEntry> listed = listed(folder);
    if (listed.stream().anyMatch(entry -> entry.name().equals(name))) {
      return List.of(literal);
    }
    GlobPattern pattern = pattern(name);
    Optional<FileEntry> pickle = FileNames.pickleAmong(listed);
    List<FileEntry> next = new ArrayList<>();
    for (FileEntry child : listed) {
      String found = child.name();
      boolean isHidden = FileNames.isHidden(found) && !pattern.asksForHidden();
      if (!isHidden
          && !FileNames.isStaging(found)
          && !pickle.equals(Optional.of(child))
          && pattern.matches(found)) {
        next.add(child);
      }
    }
    return next;
  }

  /** The entries of a folder; none if it does not exist or is a file. */
  private List<FileEntry> listed(Location folder) {
    try {
      return storage.list(folder);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (IOException e) {
      throw PathErrors.notListed(folder.toString(), e);
    }
  }

  private GlobPattern pattern(String name) {
    try {
      return GlobPattern.of(name);
    } catch (IllegalArgumentException e) {
      throw PathErrors.badFile(
          location.toString(), "not found, and no pattern either: " + e.getMessage());
    }
  }
}
