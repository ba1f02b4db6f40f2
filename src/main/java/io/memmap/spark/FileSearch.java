package io.memmap.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which files a read means: single ones, directories, globs, or a list of these, with the options
 * of Spark's own file sources.
 *
 * @param roots absolute
 * @param recursive whether all folders are entered, whatever their names
 * @param names glob for names of files
 * @param basePath the folder below which {@code key=value} counts
 */
record FileSearch(
    List<Path> roots,
    boolean recursive,
    Optional<String> names,
    Optional<Instant> modifiedAfter,
    Optional<Instant> modifiedBefore,
    boolean ignoreMissing,
    Optional<Path> basePath) {

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /** What dask's {@code to_npy_stack} writes beside the arrays: a pickle. */
  private static final String DASK_INFO = "info";

  /** The file itself, if the read names one and no more. */
  Optional<Path> single() {
    return roots.size() == 1 && !isFolder(roots.get(0)) && !isGlob(roots.get(0))
        ? Optional.of(roots.get(0))
        : Optional.empty();
  }

  /**
   * All files, in natural order of their paths.
   *
   * @throws IllegalArgumentException if there are none, or a folder can't be listed
   */
  List<ArrayFile> find() {
    if (single().isPresent()) {
      return List.of(file(roots.get(0), basePath.orElse(roots.get(0).getParent())));
    }
    List<ArrayFile> found = new ArrayList<>();
    for (Path root : roots) {
      List<ArrayFile> here = new ArrayList<>();
      for (Path path : isGlob(root) ? expanded(root) : List.of(root)) {
        add(path, here);
      }
      here.sort((one, two) -> NaturalOrder.INSTANCE.compare(one.path(), two.path()));
      found.addAll(here);
    }
    if (found.isEmpty()) {
      throw MemmapErrors.noFiles(roots);
    }
    return found;
  }

  private void add(Path path, List<ArrayFile> found) {
    if (isFolder(path)) {
      list(path, basePath.orElse(path), found);
    } else if (Files.exists(path) || !ignoreMissing) {
      found.add(file(path, basePath.orElse(path.getParent())));
    }
  }

  private void list(Path folder, Path base, List<ArrayFile> found) {
    List<Path> children = children(folder, "*");
    boolean isStack = children.contains(folder.resolve("0.npy"));
    for (Path child : children) {
      String name = child.getFileName().toString();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (isFolder(child)) {
        if (recursive || name.indexOf('=') > 0) {
          list(child, base, found);
        }
      } else if (isWanted(child) && !(isStack && name.equals(DASK_INFO))) {
        found.add(file(child, base));
      }
    }
  }

  private boolean isWanted(Path file) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + names.orElse("*"));
    if (!matcher.matches(file.getFileName())) {
      return false;
    }
    if (modifiedAfter.isEmpty() && modifiedBefore.isEmpty()) {
      return true;
    }
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      Instant time = modified.toInstant();
      return modifiedAfter.filter(after -> !time.isAfter(after)).isEmpty()
          && modifiedBefore.filter(before -> !time.isBefore(before)).isEmpty();
    } catch (IOException e) {
      throw MemmapErrors.badFile(file.toString(), "cannot be read (" + e.getMessage() + ")");
    }
  }

  private ArrayFile file(Path path, Path base) {
    Map<String, String> folders = new LinkedHashMap<>();
    if (!recursive && path.startsWith(base)) {
      for (Path name : base.relativize(path.getParent())) {
        int equals = name.toString().indexOf('=');
        if (equals > 0) {
          folders.put(
              FolderColumns.unescaped(name.toString().substring(0, equals)),
              FolderColumns.unescaped(name.toString().substring(equals + 1)));
        }
      }
    }
    return new ArrayFile(path, folders);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path);
  }

  /** Whether it may mean other names than itself. */
  static boolean isGlob(String name) {
    return GLOB.matcher(name).find();
  }

  /** A file may have such a name. */
  private static boolean isGlob(Path path) {
    return isGlob(path.toString()) && !Files.exists(path);
  }

  private static List<Path> expanded(Path glob) {
    List<Path> found = List.of(glob.getRoot());
    for (Path name : glob) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (!isGlob(name.toString())) {
          next.add(folder.resolve(name));
        } else if (isFolder(folder)) {
          next.addAll(children(folder, name.toString()));
        }
      }
      found = next.stream().filter(Files::exists).toList();
    }
    return found;
  }

  private static List<Path> children(Path folder, String glob) {
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, glob)) {
      List<Path> children = new ArrayList<>();
      listed.forEach(children::add);
      return children;
    } catch (IOException e) {
      throw MemmapErrors.badFile(folder.toString(), "cannot be listed (" + e.getMessage() + ")");
    }
  }
}
