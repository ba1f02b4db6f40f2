package io.memmap.spark.internal.write.commit;

/** What becomes of the file that a write names. */
public enum WriteAction {
  /** A new file; an error if one is there by the time it is published. */
  CREATE,
  /** A new file in place of the one that may be there. */
  REPLACE,
  /** Rows after those that are there. */
  APPEND,
  /** Rows in place of those that are there. */
  UPDATE
}
