package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options that leave out files, by name or by time of modification. They hold for files in
 * folders, files that a glob finds and files that are named.
 *
 * @param names pattern of option {@code pathGlobFilter}
 * @param modifiedAfter exclusive
 * @param modifiedBefore exclusive
 */
public record FileFilter(
    Optional<GlobPattern> names,
    Optional<Instant> modifiedAfter,
    Optional<Instant> modifiedBefore) {

  /** Whether a file of this name passes. */
  boolean takesName(String name) {
    return names.filter(pattern -> !pattern.matches(name)).isEmpty();
  }

  /** Whether the file's time of modification passes. */
  boolean takesAge(FileState state) {
    Instant time = state.modifiedAt();
    return modifiedAfter.filter(after -> !time.isAfter(after)).isEmpty()
        && modifiedBefore.filter(before -> !time.isBefore(before)).isEmpty();
  }

  /** The options that are set, as the user wrote them. */
  public List<String> given() {
    List<String> given = new ArrayList<>();
    names.ifPresent(pattern -> given.add("pathGlobFilter='" + pattern + "'"));
    modifiedAfter.ifPresent(time -> given.add("modifiedAfter"));
    modifiedBefore.ifPresent(time -> given.add("modifiedBefore"));
    return given;
  }
}
