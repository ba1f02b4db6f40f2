package io.memmap.spark.internal.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Names of files that are no arrays, by the rules of Spark's own file sources. */
public final class FileNames {
  /** What a write makes beside its target: {@code .NAME.memmap-ID}. */
  private static final String STAGED = ".memmap-";

  /** Of a file that Hadoop is still copying. */
  private static final String COPYING = "._COPYING_";

  private static final String DASK_FIRST = "0.npy";
  private static final String DASK_INFO = "info";

  private FileNames() {}

  /** Whether it is left out of folders, and of globs that do not ask for it. */
  public static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".") || name.endsWith(COPYING);
  }

  /** Whether a folder is left out of folders; {@code _key=value} holds arrays. */
  static boolean isHiddenFolder(String name) {
    return isHidden(name) && !(name.startsWith("_") && name.indexOf('=') > 0);
  }

  /** Whether a folder belongs to a write, and what is in it to no table. */
  static boolean isStaging(String name) {
    return name.startsWith(".") && name.contains(STAGED);
  }

  /** The pickle that dask's {@code to_npy_stack} writes beside its arrays, if it is there. */
  static Optional<Path> pickleAmong(List<Path> siblings) {
    boolean isStack = siblings.stream().anyMatch(path -> of(path).equals(DASK_FIRST));
    return siblings.stream().filter(path -> isStack && of(path).equals(DASK_INFO)).findFirst();
  }

  /** The last part of a path, empty for a root. */
  static String of(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
