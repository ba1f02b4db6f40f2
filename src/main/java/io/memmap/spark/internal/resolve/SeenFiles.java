package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.FileState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last looks at files found. A file that has not changed since is not opened again by the
 * query that loads it or by the other side of its join.
 */
final class SeenFiles {
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * Result of one look.
   *
   * @param says the array that the file's header describes; empty for a raw file
   */
  record Seen(FileState state, Optional<ArraySpec> says) {}

  void add(Seen look) {
    seen.put(look.state.stamp().path(), look);
  }

  /** What was seen in a file, if it has not changed since; empty if that is not known. */
  Optional<Seen> in(FileState now) {
    return Optional.ofNullable(seen.get(now.stamp().path())).filter(last -> last.state.isSame(now));
  }
}
