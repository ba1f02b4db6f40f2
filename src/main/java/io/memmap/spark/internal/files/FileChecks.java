package io.memmap.spark.internal.files;

import io.memmap.array.NearestName;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at files before they are read and written, so that what is wrong with them is an error on
 * the driver and not in a task.
 */
public final class FileChecks {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** Of so many names a misspelled one is looked for. */
  private static final int MOST_NAMES = 10_000;

  private FileChecks() {}

  /**
   * Looks at a file that is about to be read, and opens it once, so that a file without permission
   * is an error here and not in a task.
   *
   * @throws IllegalArgumentException if it is missing, a directory, or can't be read
   */
  public static FileStamp stamp(Path path) {
    FileStamp stamp = state(path).stamp();
    try {
      open(path).close();
      return stamp;
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  /**
   * Looks at a file that is about to be opened: a pipe or a device would keep whoever opens it
   * waiting.
   *
   * @throws IllegalArgumentException if it is missing, a directory, or no regular file
   */
  static FileState state(Path path) {
    try {
      return regular(FileState.of(path));
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  /** The same of what links lead to, if a look at the path itself found that it is one. */
  static FileState state(Path path, FileState itself) {
    return itself.isLink() ? state(path) : regular(itself);
  }

  /** Looks at a path without following it if it is a link. */
  static FileState itself(Path path) {
    try {
      return FileState.of(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  private static FileState regular(FileState found) {
    String path = found.stamp().path();
    return switch (found.kind()) {
      case FILE -> found;
      case FOLDER -> throw PathErrors.badFile(path, "is a directory; name the array file in it");
      case LINK, OTHER ->
          throw PathErrors.badFile(
              path, "is a device or pipe, which can't be mapped; name a regular file");
    };
  }

  /**
   * Opens a file that is about to be read.
   *
   * @throws IllegalArgumentException if it can't be
   */
  public static FileBytes open(Path path) {
    try {
      return FileBytes.of(path);
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  private static IllegalArgumentException notRead(Path path, IOException reason) {
    String found = "cannot be read (" + reason.getMessage() + ")";
    if (reason instanceof NoSuchFileException) {
      found = "not found" + whereLooked(path);
    } else if (reason instanceof AccessDeniedException) {
      found = "permission denied; the user of the driver must be able to read it";
    }
    return PathErrors.badFile(path.toString(), found);
  }

  /**
   * The file that a write makes: symbolic links are followed, folders must be there.
   *
   * @throws IllegalArgumentException if it is there and no regular file, or its folder is missing
   */
  public static Path forWriting(Path path) {
    if (Files.isDirectory(path)) {
      throw PathErrors.badFile(
          path.toString(), "is a directory, which is never overwritten; name a file in it");
    }
    refusePattern(path, "a write makes one file");
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw PathErrors.badFile(
          path.toString(), "is a device or pipe, which is never overwritten; name a regular file");
    }
    try {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      Path end = end(path);
      return end.getParent().toRealPath().resolve(end.getFileName());
    } catch (FileSystemLoopException e) {
      throw PathErrors.badFile(
          path.toString(), "is a symbolic link that leads back to itself; remove it");
    } catch (IOException e) {
      throw PathErrors.badFile(
          path.toString(),
          "its folder " + path.getParent() + " does not exist; make it first" + folderAdvice(path));
    }
  }

  /**
   * Keeps a name that means other files from becoming one of its own, which would hide them.
   *
   * @param why one file is wanted
   * @throws IllegalArgumentException if no file has this very name, and it is a pattern
   */
  public static void refusePattern(Path path, String why) {
    if (!Files.exists(path) && FileSearch.isGlob(path.getFileName().toString())) {
      throw PathErrors.badFile(
          path.toString(), "is a pattern of names, and " + why + "; name it without *, ?, [ and {");
    }
  }

  /** Where symbolic links lead, also if nothing is there yet. */
  private static Path end(Path path) throws IOException {
    Path end = path;
    for (int links = 0; Files.isSymbolicLink(end); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return end;
  }

  private static String whereLooked(Path path) {
    Path folder = path.getParent();
    String check =
        nearest(path).map(name -> "did you mean '" + name + "'?").orElse("check the name");
    if (Path.of("").toAbsolutePath().equals(folder)) {
      return " where the driver runs and relative paths begin; " + check + ", or give a whole path";
    }
    return folder == null || Files.isDirectory(folder)
        ? "; " + check
        : "; its folder does not exist either" + folderAdvice(path);
  }

  /** Where a folder is missing: the name that was meant, or where the path began. */
  private static String folderAdvice(Path path) {
    Path missing = path.getParent();
    while (missing.getParent() != null && !Files.exists(missing.getParent())) {
      missing = missing.getParent();
    }
    Path above = missing.getParent();
    Optional<String> meant = nearest(missing);
    if (meant.isPresent()) {
      return ", did you mean '" + above.resolve(meant.get()) + "'?";
    }
    String home = homeAdvice(path);
    boolean relative = home.isEmpty() && Path.of("").toAbsolutePath().equals(above);
    return relative
        ? "; relative paths begin where the driver's JVM was started, in " + above
        : home;
  }

  private static Optional<String> nearest(Path missing) {
    if (missing.getParent() == null || !Files.isDirectory(missing.getParent())) {
      return Optional.empty();
    }
    try (Stream<Path> siblings = Files.list(missing.getParent())) {
      List<String> names =
          siblings
              .limit(MOST_NAMES)
              .map(FileNames::of)
              .filter(name -> !FileNames.isHidden(name))
              .toList();
      return NearestName.to(FileNames.of(missing), names);
    } catch (IOException | UncheckedIOException notListed) {
      return Optional.empty();
    }
  }

  private static String homeAdvice(Path path) {
    return path.toString().contains("/~")
        ? "; ~ is a name like others here, give os.path.expanduser(path)"
        : "";
  }
}
