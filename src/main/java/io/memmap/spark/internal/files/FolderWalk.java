package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files below a folder, level by level. All folders are entered, or those named {@code
 * key=value} only; no folder is entered twice, whatever links lead to it.
 */
final class FolderWalk {
  private final Storage storage;
  private final FileFilter filter;
  private final boolean recursive;
  private final List<FileEntry> files = new ArrayList<>();
  private final Set<Object> entered = new HashSet<>();

  /**
   * Links to folders, entered last, so that a folder is listed under its own name if that is below
   * the root.
   */
  private final List<Folder> links = new ArrayList<>();

  private FolderWalk(Storage storage, FileFilter filter, boolean recursive) {
    this.storage = storage;
    this.filter = filter;
    this.recursive = recursive;
  }

  /** A folder, and the folder in which it was found. */
  private record Folder(FileEntry found, Folder parent) {
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
  static List<FileEntry> files(
      Storage storage, FileEntry root, FileFilter filter, boolean recursive) {
    FolderWalk walk = new FolderWalk(storage, filter, recursive);
    if (recursive && walk.takesAllBelow(root)) {
      return walk.files;
    }
    walk.enter(List.of(new Folder(root, null)));
    while (!walk.links.isEmpty()) {
      walk.enter(List.of(walk.links.remove(0)));
    }
    return walk.files;
  }

  /**
   * Takes the files of one listing of all folders, if the storage has such.
   *
   * @return whether it has
   */
  private boolean takesAllBelow(FileEntry root) {
    Optional<List<FileEntry>> all;
    try {
      all = storage.filesBelow(root.location());
    } catch (IOException e) {
      throw PathErrors.notListed(root.location().toString(), e);
    }
    Map<Location, List<FileEntry>> byFolder = new HashMap<>();
    for (FileEntry file : all.orElse(List.of())) {
      Location folder = file.location().parent().orElse(root.location());
      List<String> names = folder.namesBelow(root.location()).orElse(List.of());
      if (names.stream().noneMatch(FileNames::isHiddenFolder)) {
        byFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(file);
      }
    }
    for (List<FileEntry> siblings : byFolder.values()) {
      Optional<FileEntry> pickle = FileNames.pickleAmong(siblings);
      siblings.stream()
          .filter(file -> !pickle.equals(Optional.of(file)))
          .forEach(file -> take(file, null, List.of()));
    }
    return all.isPresent();
  }

  private void enter(List<Folder> top) {
    List<Folder> level = top;
    while (!level.isEmpty()) {
      List<Folder> fresh = level.stream().filter(this::isFresh).toList();
      List<Child> children =
          InParallel.map(fresh, storage, this::children).stream()
              .flatMap(Collection::stream)
              .toList();
      List<FileEntry> found =
          InParallel.map(children, storage, child -> FoundEntries.looked(storage, child.entry()));
      level = new ArrayList<>();
      for (int i = 0; i < children.size(); i++) {
        take(found.get(i), children.get(i).parent(), level);
      }
    }
  }

  private boolean isFresh(Folder folder) {
    return recursive ? entered.add(folder.found().identity()) : !folder.isBelowItself();
  }

  private record Child(FileEntry entry, Folder parent) {}

  /**
   * The entries of a folder that may be wanted files or folders to enter, by their names alone;
   * without the pickle that {@link FileNames#pickleAmong} finds.
   */
  private List<Child> children(Folder folder) {
    Location location = folder.found().location();
    List<FileEntry> all = listed(location);
    Optional<FileEntry> pickle = FileNames.pickleAmong(all);
    return all.stream()
        .filter(child -> mayBeWanted(child) && !pickle.equals(Optional.of(child)))
        .map(child -> new Child(child, folder))
        .toList();
  }

  private List<FileEntry> listed(Location folder) {
    try {
      return storage.list(folder);
    } catch (IOException e) {
      throw PathErrors.notListed(folder.toString(), e);
    }
  }

  private boolean mayBeWanted(FileEntry child) {
    String name = child.name();
    boolean mayBeEntered = recursive || name.indexOf('=') > 0;
    return !FileNames.isHiddenFolder(name) && (mayBeEntered || filter.takesName(name));
  }

  private void take(FileEntry child, Folder parent, List<Folder> folders) {
    if (child.isFolder()) {
      if (recursive || child.name().indexOf('=') > 0) {
        Folder folder = new Folder(child, parent);
        (recursive && isLink(child.location()) ? links : folders).add(folder);
      }
    } else if (!FileNames.isHidden(child.name())
        && filter.takesName(child.name())
        && child.state().filter(state -> !filter.takesAge(state)).isEmpty()) {
      files.add(child);
    }
  }

  private static boolean isLink(Location location) {
    return location.isLocal() && Files.isSymbolicLink(location.path());
  }
}
