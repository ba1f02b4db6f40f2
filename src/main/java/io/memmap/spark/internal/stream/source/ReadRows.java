package io.memmap.spark.internal.stream.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a stream has read all of its files: a value. Files keep the order in which their first
 * row was read.
 */
final class ReadRows {
  static final ReadRows NONE = new ReadRows(List.of());

  private final List<FileRows> files;
  private final Map<String, FileRows> byPath;
  private final long rows;

  ReadRows(Collection<FileRows> files) {
    Map<String, FileRows> all = new LinkedHashMap<>();
    files.forEach(file -> all.put(file.path(), file));
    this.byPath = all;
    this.files = List.copyOf(all.values());
    this.rows = files.stream().mapToLong(FileRows::rows).sum();
  }

  List<FileRows> files() {
    return files;
  }

  int count() {
    return files.size();
  }

  /** Rows of all files. */
  long rows() {
    return rows;
  }

  Optional<FileRows> of(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadRows read && files.equals(read.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }
}
