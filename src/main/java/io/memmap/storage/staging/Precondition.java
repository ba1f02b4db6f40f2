package io.memmap.storage.staging;

import io.memmap.storage.file.FileStamp;

/** What has to be at a new file's name when the file gets it. */
public sealed interface Precondition
    permits Precondition.None, Precondition.Absent, Precondition.Version {

  /** Anything or nothing: the file replaces what is there. */
  record None() implements Precondition {}

  /** Nothing, as save mode errorifexists demands. */
  record Absent() implements Precondition {}

  /** The version of the file that the new contents were made of. */
  record Version(FileStamp seen) implements Precondition {}
}
