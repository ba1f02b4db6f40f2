package io.memmap.spark.internal.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a read means: single files, folders, globs, or a list of these, with the options
 * of Spark's file sources.
 *
 * @param roots absolute paths
 * @param recursive whether all folders are entered, not only those named {@code key=value}
 * @param filter options that leave out files
 * @param ignoreMissing whether files that do not exist are left out
 * @param basePath the folder below which {@code key=value} makes columns
 */
public record FileSearch(
    List<Path> roots,
    boolean recursive,
    FileFilter filter,
    boolean ignoreMissing,
    Optional<Path> basePath) {

  /**
   * The files, root by root, and within a root in natural order of their paths.
   *
   * @throws IllegalArgumentException if there are none, or a folder cannot be listed
   */
  public List<FoundFile> find() {
    List<FoundFile> found = new ArrayList<>();
    for (Path root : roots) {
      List<FoundFile> here = new ArrayList<>();
      if (PathPattern.isOne(root)) {
        new PathPattern(root).found().forEach(path -> add(path, here));
      } else {
        addNamed(FoundPath.of(root), here);
      }
      here.sort((one, two) -> NaturalOrder.INSTANCE.compare(one.path(), two.path()));
      found.addAll(here);
    }
    if (found.isEmpty()) {
      throw PathErrors.noFiles(roots, filter.given());
    }
    return found;
  }

  /** Whether a path is a pattern of names. */
  public static boolean isGlob(String path) {
    return GlobPattern.isGlob(path);
  }

  /**
   * A missing file is an error when it is read, unless there are other roots and missing files are
   * ignored.
   */
  private void addNamed(FoundPath named, List<FoundFile> found) {
    if (named.attributes().isPresent()) {
      add(named, found);
    } else if (!ignoreMissing || roots.size() == 1) {
      found.add(file(named.path(), basePath.orElse(named.path().getParent())));
    }
  }

  private void add(FoundPath path, List<FoundFile> found) {
    if (path.isFolder()) {
      if (!FileNames.isStaging(path.name())) {
        Path base = basePath.orElse(path.path());
        FolderWalk.files(path, filter, recursive).forEach(file -> found.add(file(file, base)));
      }
    } else if (isWanted(path)) {
      found.add(file(path.path(), basePath.orElse(path.path().getParent())));
    }
  }

  private boolean isWanted(FoundPath file) {
    Path folder = file.path().getParent();
    return (folder == null || !FileNames.isStaging(FileNames.of(folder)))
        && filter.takesName(file.path())
        && filter.takesAge(file.attributes().orElseThrow());
  }

  private FoundFile file(Path path, Path base) {
    Map<String, String> folders = new LinkedHashMap<>();
    if (!recursive && path.getParent() != null && path.startsWith(base)) {
      for (Path name : base.relativize(path.getParent())) {
        int equals = name.toString().indexOf('=');
        if (equals > 0) {
          folders.put(
              FolderColumns.unescaped(name.toString().substring(0, equals)),
              FolderColumns.unescaped(name.toString().substring(equals + 1)));
        }
      }
    }
    return new FoundFile(path, folders);
  }
}
