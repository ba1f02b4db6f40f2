package io.memmap.spark.internal.options;

/** Values of option {@code header}: what precedes the data of a file. */
public enum HeaderFormat {
  /** NumPy's {@code .npy} header. */
  NPY,

  /** No header; options or the schema describe the array. */
  NONE;

  private static final String NPY_NAME = ".npy";
  private static final String NPZ_NAME = ".npz";

  /** The format that a file's name implies. */
  public static HeaderFormat byName(String path) {
    return path.endsWith(NPY_NAME) ? NPY : NONE;
  }

  /** Whether a file is an {@code .npz} archive, by its name. */
  public static boolean isArchive(String path) {
    return path.endsWith(NPZ_NAME);
  }
}
