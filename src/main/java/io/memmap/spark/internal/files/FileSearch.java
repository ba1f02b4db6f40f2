package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a read means: single files, folders, globs, or a list of these, with the options
 * of Spark's file sources.
 *
 * @param roots locations in full
 * @param recursive whether all folders are entered, not only those named {@code key=value}
 * @param filter options that leave out files
 * @param ignoreMissing whether files that do not exist are left out
 * @param basePath the folder below which {@code key=value} makes columns
 */
public record FileSearch(
    List<Location> roots,
    boolean recursive,
    FileFilter filter,
    boolean ignoreMissing,
    Optional<Location> basePath) {

  /**
   * The files, root by root, and within a root in natural order of their paths.
   *
   * @throws IllegalArgumentException if there are none, or a folder cannot be listed
   */
  public List<FoundFile> find(Storage storage) {
    List<FoundFile> found = findAny(storage);
    if (found.isEmpty()) {
      throw PathErrors.noFiles(roots, filter.given());
    }
    return found;
  }

  /**
   * The files in the same order, or none.
   *
   * @throws IllegalArgumentException if a folder cannot be listed
   */
  public List<FoundFile> findAny(Storage storage) {
    List<FoundFile> found = new ArrayList<>();
    for (Location root : roots) {
      List<FoundFile> here = new ArrayList<>();
      if (PathPattern.isOne(storage, root)) {
        new PathPattern(storage, root).found().forEach(entry -> add(storage, entry, here));
      } else {
        addNamed(storage, FoundEntries.at(storage, root), here);
      }
      here.sort(Comparator.comparing(file -> file.location().toString(), NaturalOrder.INSTANCE));
      found.addAll(here);
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
  private void addNamed(Storage storage, FileEntry named, List<FoundFile> found) {
    if (named.exists()) {
      add(storage, named, found);
    } else if (!ignoreMissing || roots.size() == 1) {
      found.add(file(named, base(named)));
    }
  }

  private void add(Storage storage, FileEntry entry, List<FoundFile> found) {
    if (entry.isFolder()) {
      if (!FileNames.isStaging(entry.name())) {
        Location base = basePath.orElse(entry.location());
        FolderWalk.files(storage, entry, filter, recursive)
            .forEach(file -> found.add(file(file, base)));
      }
    } else if (isWanted(entry)) {
      found.add(file(entry, base(entry)));
    }
  }

  private Location base(FileEntry file) {
    return basePath.or(() -> file.location().parent()).orElse(file.location());
  }

  private boolean isWanted(FileEntry file) {
    boolean isStaged =
        file.location().parent().filter(folder -> FileNames.isStaging(folder.name())).isPresent();
    return !isStaged
        && filter.takesName(file.name())
        && filter.takesAge(file.state().orElseThrow());
  }

  private FoundFile file(FileEntry file, Location base) {
    Map<String, String> folders = new LinkedHashMap<>();
    if (!recursive) {
      Optional<List<String>> names =
          file.location().parent().flatMap(folder -> folder.namesBelow(base));
      for (String name : names.orElse(List.of())) {
        int equals = name.indexOf('=');
        if (equals > 0) {
          folders.put(
              FolderColumns.unescaped(name.substring(0, equals)),
              FolderColumns.unescaped(name.substring(equals + 1)));
        }
      }
    }
    Optional<FileState> listed = file.location().isLocal() ? Optional.empty() : file.state();
    return new FoundFile(file.location(), listed, folders);
  }
}
