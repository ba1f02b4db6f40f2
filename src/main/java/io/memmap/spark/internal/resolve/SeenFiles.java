package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.FileState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What files said of themselves when they were looked at last, so that a file that nobody has
 * changed since is not opened again: neither by the query that loads it, nor by the other side of
 * its join.
 */
final class SeenFiles {
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * What a look found.
   *
   * @param says the array that the file describes, nothing of a raw file
   */
  record Seen(FileState state, Optional<ArraySpec> says) {}

  void add(Seen look) {
    seen.put(look.state.stamp().path(), look);
  }

  /** What was seen in a file, if it is still as it was then; empty if that is not known. */
  Optional<Seen> in(FileState now) {
    return Optional.ofNullable(seen.get(now.stamp().path())).filter(last -> last.state.isSame(now));
  }
}
