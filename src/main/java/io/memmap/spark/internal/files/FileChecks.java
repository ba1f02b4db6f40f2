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
 * Checks files before a query or write starts, so that a bad file is an error of the driver and not
 * of a task.
 */
public final class FileChecks {
  /** Linux follows at most 40 links ({@code MAXSYMLINKS}). */
  private static final int MOST_LINKS = 40;

  /** Number of names in a folder that are compared with a misspelled one. */
  private static final int MOST_NAMES = 10_000;

  static final String ONE_FILE = "a write makes one file";

  private FileChecks() {}

  /**
   * The identity of a file that is about to be read. The file is opened once, so that a missing
   * permission is an error here and not in a task.
   *
   * @throws IllegalArgumentException if the file is missing, a directory, or not readable
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
   * The state of a file that is about to be opened. Pipes and devices are refused, since opening
   * one may block forever.
   *
   * @throws IllegalArgumentException if the file is missing, a directory, or not a regular file
   */
  static FileState state(Path path) {
    try {
      return FileState.of(path).regular();
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  /**
   * The state of the file that a path leads to.
   *
   * @param itself the state of the path, which may be a link
   */
  static FileState state(Path path, FileState itself) {
    return itself.isLink() ? state(path) : itself.regular();
  }

  /** The state of the path itself; a link is not followed. */
  static FileState itself(Path path) {
    try {
      return FileState.of(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw notRead(path, e);
    }
  }

  /**
   * Opens a file for reading.
   *
   * @throws IllegalArgumentException if it cannot be opened
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
      found = "not found" + whereLooked(path) + DefaultFileSystem.advice(path);
    } else if (reason instanceof AccessDeniedException) {
      found = "permission denied; the user of the driver must be able to read it";
    }
    return PathErrors.badFile(path.toString(), found);
  }

  /**
   * The file that a write makes or changes. Symbolic links are followed; its folder must exist.
   *
   * @throws IllegalArgumentException if the path is not a regular file, or its folder is missing
   */
  public static Path forWriting(Path path) {
    if (Files.isDirectory(path)) {
      throw PathErrors.folderNotOverwritten(path.toString());
    }
    refusePattern(path, ONE_FILE);
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
   * Refuses a path that is a pattern of names. A file of that name would hide the files that the
   * pattern matches.
   *
   * @param why one file is needed, for the message
   * @throws IllegalArgumentException if the path is a pattern and no file has this very name
   */
  public static void refusePattern(Path path, String why) {
    if (!Files.exists(path) && FileSearch.isGlob(path.getFileName().toString())) {
      throw PathErrors.patternOfNames(path.toString(), why);
    }
  }

  /** The path at the end of a chain of symbolic links; nothing needs to exist there. */
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
    Optional<String> meant = nearest(path).map(name -> "did you mean '" + name + "'?");
    String check = meant.orElse("check the name");
    if (Path.of("").toAbsolutePath().equals(folder)) {
      return " where the driver runs and relative paths begin; "
          + check
          + (meant.isPresent() ? " Or give a whole path" : ", or give a whole path");
    }
    return folder == null || Files.isDirectory(folder)
        ? "; " + check
        : "; its folder does not exist either" + folderAdvice(path);
  }

  /** Advice for a missing folder: a similar name, or where relative paths begin. */
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
        ? "; ~ is not expanded, give os.path.expanduser(path)"
        : "";
  }
}
