package io.memmap.spark.internal.write.commit;

/** What a write does with its file. */
public enum WriteAction {
  /** Makes a new file; an error if the file exists when the array is published. */
  CREATE,
  /** Makes a new file, which replaces the old one if it exists. */
  REPLACE,
  /** Adds rows at the end of an existing file. */
  APPEND,
  /** Replaces rows of an existing file. */
  UPDATE
}
