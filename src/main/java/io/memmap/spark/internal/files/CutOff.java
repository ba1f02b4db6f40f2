package io.memmap.spark.internal.files;

/** What becomes of an update of a file that was cut off while it was being applied. */
public enum CutOff {
  /** It is an error, which says how to finish it. */
  REFUSED,
  /** It is finished before the file is looked at. */
  FINISHED,
  /** It stays as it is: who looks only wants to know what the array is like. */
  LEFT
}
