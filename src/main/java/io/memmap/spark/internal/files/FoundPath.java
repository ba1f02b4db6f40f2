package io.memmap.spark.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file or folder that a search found, with the attributes that one look gave.
 *
 * @param attributes of the file itself, links followed; empty if it does not exist
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

  /** Identifies a folder, whatever path leads to it. */
  Object identity() {
    return attributes.map(BasicFileAttributes::fileKey).orElse(path);
  }
}
