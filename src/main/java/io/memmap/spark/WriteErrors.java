package io.memmap.spark;

/**
 * Errors that a user can make when writing, found before any task starts. Each says in this order:
 * which option or file, what it asked, what was found, what to do. What they advise never makes a
 * file that is there unreadable.
 */
final class WriteErrors {
  private WriteErrors() {}

  static IllegalArgumentException overHeader(String path, long offset) {
    return MemmapErrors.badFile(
        path,
        "bytes written from offset "
            + offset
            + " on would destroy the .npy header that it begins with; give header=npy, which keeps"
            + " it, and leave out what it says itself: dtype, shape, order and offset");
  }

  static IllegalArgumentException overArchive(String path) {
    return MemmapErrors.badFile(
        path,
        "an .npz archive, which has checksums of its members and a directory at its end; bytes"
            + " written into it would make it unreadable; save the array as a file *.npy of its"
            + " own");
  }

  static IllegalArgumentException archiveNotWritten(String path) {
    return MemmapErrors.badFile(
        path, "no .npz archive is made or changed, found the name *.npz; name a file *.npy");
  }

  static IllegalArgumentException offsetBehindHeader(long offset) {
    return MemmapErrors.badOption(
        MemmapOptions.OFFSET,
        String.valueOf(offset),
        "the data of a .npy file start behind its header; leave it out, or name a new file that"
            + " does not end in .npy");
  }

  /** Of a write into the array that is there. */
  static IllegalArgumentException contradictsHeader(
      String path, String key, Object asked, Object found) {
    return MemmapErrors.badFile(
        path,
        "option "
            + key
            + "='"
            + asked
            + "' contradicts its header, found "
            + key
            + " "
            + found
            + "; leave the option out, or replace the whole array by a write in save mode"
            + " overwrite");
  }
}
