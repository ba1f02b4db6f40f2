package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import java.util.Locale;

/**
 * Errors of arrays that files, options and schemas describe together. Each message says which file
 * or option, what was asked, what was found, and what to do.
 */
public final class ResolveErrors {
  private ResolveErrors() {}

  static IllegalArgumentException arraysDisagree(
      String path, Object array, String first, Object firstArray) {
    return PathErrors.badFile(
        path,
        array
            + ", found "
            + firstArray
            + " in "
            + first
            + "; arrays of one table agree in dtype and in every length but the first");
  }

  /** An error in one of several files, with the option that leaves the file out. */
  static IllegalArgumentException oneOfSeveral(IllegalArgumentException reason) {
    return new IllegalArgumentException(
        OneLine.of(
            reason.getMessage()
                + "; if it is not such an array, leave it out with option pathGlobFilter, such as"
                + " *.npy"),
        reason);
  }

  static IllegalArgumentException savedAnew(String path, ArraySpec planned, ArraySpec found) {
    return PathErrors.badFile(
        path,
        "saved anew since it was loaded, expected "
            + planned.toText()
            + ", found "
            + found.toText()
            + "; load it again, and make temporary views of it again");
  }

  /** A read of a file whose header says something else than an option. */
  static IllegalArgumentException contradictsHeader(
      String path, String key, Object asked, Object found) {
    return contradictsHeader(
        path, key, asked, found, "give header=none to read the bytes as they are");
  }

  /** A write into an existing array whose header says something else than an option. */
  public static IllegalArgumentException writeContradictsHeader(
      String path, String key, Object asked, Object found) {
    return contradictsHeader(
        path, key, asked, found, "replace the whole array by a write in save mode overwrite");
  }

  private static IllegalArgumentException contradictsHeader(
      String path, String key, Object asked, Object found, String cure) {
    return PathErrors.badFile(
        path,
        String.format(
            Locale.ROOT,
            "option %s='%s' contradicts its header, found %s %s; leave the option out, or %s",
            key,
            asked,
            key,
            found,
            cure));
  }

  static IllegalArgumentException noArchive(String member, String path) {
    return OptionErrors.badOption(
        MemmapOptions.MEMBER,
        member,
        "file " + path + " is not an .npz archive; leave the option out, or name a file *.npz");
  }

  static IllegalArgumentException duplicateColumn(String name, boolean alike) {
    return new IllegalArgumentException(
        OneLine.of(
            "column "
                + name
                + (alike
                    ? ": two columns have this name; rename one"
                    : ": two columns have this name but for upper and lower case; rename one, or"
                        + " set spark.sql.caseSensitive=true")));
  }

  static IllegalArgumentException notMapped(String path) {
    return OptionErrors.badOption(
        MemmapOptions.LAYOUT,
        "ranges",
        "file "
            + path
            + " is not on a local file system, so no function can map it; use layout=bytes with"
            + " option rangeRows, which hands over blocks of rows");
  }

  static IllegalArgumentException rowTooWide(String path, String column, String found) {
    return PathErrors.badFile(path, "column " + column + ": " + found);
  }

  static IllegalArgumentException overHeader(String path, long offset) {
    return PathErrors.badFile(
        path,
        "bytes written from offset "
            + offset
            + " on would destroy the .npy header that it begins with; give header=npy, which keeps"
            + " it, and leave out what it says itself: dtype, shape, order and offset");
  }
}
