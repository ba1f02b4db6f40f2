package io.memmap.spark.internal.stream.source;

/**
 * How far a stream has read one file.
 *
 * @param identity what tells the file from others of its path, or empty
 * @param rows number of rows that have been read, from the first one on
 */
record FileRows(String path, String identity, long rows) {

  FileRows withRows(long other) {
    return new FileRows(path, identity, other);
  }

  /** Whether a file of this path is another one. */
  boolean isReplacedBy(String found) {
    return !identity.isEmpty() && !found.isEmpty() && !identity.equals(found);
  }
}
