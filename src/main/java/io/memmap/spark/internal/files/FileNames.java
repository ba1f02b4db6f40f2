package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Names of files and folders that are not arrays, by the rules of Spark's file sources. */
public final class FileNames {
  /** Part of the name of a write's staging folder, {@code .NAME.memmap-ID}. */
  private static final String STAGED = ".memmap-";

  /** End of the name of a file that Hadoop is copying. */
  private static final String COPYING = "._COPYING_";

  private static final String DASK_FIRST = "0.npy";
  private static final String DASK_INFO = "info";

  private FileNames() {}

  /** Whether folders and globs skip a file of this name. */
  public static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".") || name.endsWith(COPYING);
  }

  /** Whether folders skip a folder of this name; {@code _key=value} is not skipped. */
  static boolean isHiddenFolder(String name) {
    return isHidden(name) && !(name.startsWith("_") && name.indexOf('=') > 0);
  }

  /** Whether the folder is a write's staging folder. */
  static boolean isStaging(String name) {
    return name.startsWith(".") && name.contains(STAGED);
  }

  /**
   * The pickle {@code info} that dask's {@code to_npy_stack} writes beside its arrays, if the files
   * are such a stack.
   */
  static Optional<FileEntry> pickleAmong(List<FileEntry> siblings) {
    boolean isStack = siblings.stream().anyMatch(entry -> entry.name().equals(DASK_FIRST));
    return siblings.stream().filter(entry -> isStack && entry.name().equals(DASK_INFO)).findFirst();
  }

  /** The last name of a path, empty for a root. */
  static String of(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
