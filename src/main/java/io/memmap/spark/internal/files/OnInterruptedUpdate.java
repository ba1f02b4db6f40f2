package io.memmap.spark.internal.files;

/** What a read does with an update of the file that a crash cut off while it was applied. */
public enum OnInterruptedUpdate {
  /** The read fails; the message says how to finish the update. */
  REFUSED,
  /** The read finishes the update before it looks at the file. */
  FINISHED,
  /** The read leaves the update as it is; for looks that need the columns only. */
  LEFT
}
