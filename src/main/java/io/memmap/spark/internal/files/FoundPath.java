package io.memmap.spark.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file or folder that a search met, looked at once.
 *
 * @param attributes of what links lead to; none if nothing is there
 */
record FoundPath(Path path, Optional<BasicFileAttributes> attributes) {

  static FoundPath of(Path path) {
    if (!Path.of(path.toString()).equals(path)) {
      throw PathErrors.unreadableName(path);
    }
    try {
      return new FoundPath(
          path, Optional.of(Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (IOException notThere) {
      return new FoundPath(path, Optional.empty());
    }
  }

  boolean isFolder() {
    return attributes.filter(BasicFileAttributes::isDirectory).isPresent();
  }

  String name() {
    return FileNames.of(path);
  }

  /** What tells a folder from others, by whatever path it is reached. */
  Object identity() {
    return attributes.map(BasicFileAttributes::fileKey).orElse(path);
  }
}
