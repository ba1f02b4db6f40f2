package io.memmap.spark.internal.files;

import io.memmap.storage.file.InParallel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A path that has patterns in its names, such as {@code data/*.npy}. */
final class PathPattern {
  private final Path path;

  PathPattern(Path path) {
    this.path = path;
  }

  /** Whether a path has patterns and no file has this very name. */
  static boolean isOne(Path path) {
    return GlobPattern.isGlob(path.toString()) && !Files.exists(path);
  }

  /**
   * The files and folders that match, in no order. A pattern matches hidden names only if it begins
   * with their dot or underscore, and never staging folders.
   *
   * @throws IllegalArgumentException if a name is not a valid pattern, or a folder cannot be listed
   */
  List<FoundPath> found() {
    List<Path> reached = List.of(path.getRoot());
    for (Path part : path) {
      String name = part.toString();
      reached =
          InParallel.map(reached, folder -> next(folder, name)).stream()
              .flatMap(Collection::stream)
              .toList();
    }
    return InParallel.map(reached, FoundPath::of).stream()
        .filter(found -> found.attributes().isPresent())
        .toList();
  }

  private List<Path> next(Path folder, String name) {
    Path literal = folder.resolve(name);
    if (!GlobPattern.isGlob(name) || Files.exists(literal)) {
      return List.of(literal);
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    GlobPattern pattern = pattern(name);
    List<Path> listed = FolderWalk.listed(folder);
    Optional<Path> pickle = FileNames.pickleAmong(listed);
    List<Path> next = new ArrayList<>();
    for (Path child : listed) {
      String found = FileNames.of(child);
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

  private GlobPattern pattern(String name) {
    try {
      return GlobPattern.of(name);
    } catch (IllegalArgumentException e) {
      throw PathErrors.badFile(
          path.toString(), "not found, and no pattern either: " + e.getMessage());
    }
  }
}
