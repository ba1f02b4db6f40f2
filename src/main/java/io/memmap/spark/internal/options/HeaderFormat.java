package io.memmap.spark.internal.options;

import java.nio.file.Path;

/** What stands before the data of a file; in the user's words for option {@code header}. */
public enum HeaderFormat {
  /** NumPy's {@code .npy} header. */
  NPY,

  /** Nothing that says what the array is. */
  NONE;

  private static final String NPY_NAME = ".npy";
  private static final String NPZ_NAME = ".npz";

  /** What the name of a file says, where no option does. */
  public static HeaderFormat byName(Path path) {
    return path.toString().endsWith(NPY_NAME) ? NPY : NONE;
  }

  /** Whether the file is an archive of such files, by its name. */
  public static boolean isArchive(Path path) {
    return path.toString().endsWith(NPZ_NAME);
  }
}
