package io.memmap.spark.internal.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files options leave of those that paths mean; the same for a file in a folder, one that a
 * glob finds and one that is named.
 *
 * @param names pattern for names
 * @param modifiedAfter exclusive
 * @param modifiedBefore exclusive
 */
public record FileFilter(
    Optional<GlobPattern> names,
    Optional<Instant> modifiedAfter,
    Optional<Instant> modifiedBefore) {

  /** Whether options say nothing against the name. */
  boolean takesName(Path file) {
    return names.filter(pattern -> !pattern.matches(FileNames.of(file))).isEmpty();
  }

  /** Whether options say nothing against the age. */
  boolean takesAge(BasicFileAttributes attributes) {
    Instant time = attributes.lastModifiedTime().toInstant();
    return modifiedAfter.filter(after -> !time.isAfter(after)).isEmpty()
        && modifiedBefore.filter(before -> !time.isBefore(before)).isEmpty();
  }

  /** The options that may leave files out, as the user gave them. */
  public List<String> given() {
    List<String> given = new ArrayList<>();
    names.ifPresent(pattern -> given.add("pathGlobFilter='" + pattern + "'"));
    modifiedAfter.ifPresent(time -> given.add("modifiedAfter"));
    modifiedBefore.ifPresent(time -> given.add("modifiedBefore"));
    return given;
  }
}
