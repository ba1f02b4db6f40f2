package io.memmap.spark.internal.files;

import io.memmap.storage.file.InParallel;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files below a folder, level by level. All folders are entered, or those named {@code
 * key=value} only; no folder is entered twice, whatever links lead to it.
 */
final class FolderWalk {
  private final FileFilter filter;
  private final boolean recursive;
  private final List<Path> files = new ArrayList<>();
  private final Set<Object> entered = new HashSet<>();

  /**
   * Links to folders, entered last, so that a folder is listed under its own name if that is below
   * the root.
   */
  private final List<Folder> links = new ArrayList<>();

  private FolderWalk(FileFilter filter, boolean recursive) {
    this.filter = filter;
    this.recursive = recursive;
  }

  /** A folder, and the folder in which it was found. */
  private record Folder(FoundPath found, Folder parent) {
    boolean isBelowItself() {
      for (Folder above = parent; above != null; above = above.parent) {
        if (above.found.identity().equals(found.identity())) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The files that pass the filter, in no order.
   *
   * @throws IllegalArgumentException if a folder cannot be listed
   */
  static List<Path> files(FoundPath root, FileFilter filter, boolean recursive) {
    FolderWalk walk = new FolderWalk(filter, recursive);
    walk.enter(List.of(new Folder(root, null)));
    while (!walk.links.isEmpty()) {
      walk.enter(List.of(walk.links.remove(0)));
    }
    return walk.files;
  }

  private void enter(List<Folder> top) {
    List<Folder> level = top;
    while (!level.isEmpty()) {
      List<Folder> fresh = level.stream().filter(this::isFresh).toList();
      List<Child> children =
          InParallel.map(fresh, this::children).stream().flatMap(Collection::stream).toList();
      List<FoundPath> found = InParallel.map(children, child -> FoundPath.of(child.path()));
      level = new ArrayList<>();
      for (int i = 0; i < children.size(); i++) {
        take(found.get(i), children.get(i).parent(), level);
      }
    }
  }

  private boolean isFresh(Folder folder) {
    return recursive ? entered.add(folder.found().identity()) : !folder.isBelowItself();
  }

  private record Child(Path path, Folder parent) {}

  /**
   * The entries of a folder that may be wanted files or folders to enter, by their names alone;
   * without the pickle that {@link FileNames#pickleAmong} finds.
   */
  private List<Child> children(Folder folder) {
    Path path = folder.found().path();
    List<Path> all = listed(path);
    Optional<Path> pickle = FileNames.pickleAmong(all);
    return all.stream()
        .filter(child -> mayBeWanted(child) && !pickle.equals(Optional.of(child)))
        .map(child -> new Child(child, folder))
        .toList();
  }

  private boolean mayBeWanted(Path child) {
    String name = FileNames.of(child);
    boolean mayBeEntered = recursive || name.indexOf('=') > 0;
    return !FileNames.isHiddenFolder(name) && (mayBeEntered || filter.takesName(child));
  }

  private void take(FoundPath child, Folder parent, List<Folder> folders) {
    if (child.isFolder()) {
      if (recursive || child.name().indexOf('=') > 0) {
        Folder folder = new Folder(child, parent);
        (recursive && Files.isSymbolicLink(child.path()) ? links : folders).add(folder);
      }
    } else if (!FileNames.isHidden(child.name())
        && filter.takesName(child.path())
        && child.attributes().filter(attributes -> !filter.takesAge(attributes)).isEmpty()) {
      files.add(child.path());
    }
  }

  /**
   * All entries of a folder.
   *
   * @throws IllegalArgumentException if it cannot be listed
   */
  static List<Path> listed(Path folder) {
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
      List<Path> children = new ArrayList<>();
      listed.forEach(children::add);
      return children;
    } catch (DirectoryIteratorException e) {
      throw PathErrors.notListed(folder.toString(), e.getCause());
    } catch (IOException e) {
      throw PathErrors.notListed(folder.toString(), e);
    }
  }
}
