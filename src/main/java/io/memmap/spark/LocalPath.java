package io.memmap.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.storage.FileStamp;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that a path option names, on this machine's file systems. */
final class LocalPath {
  /** A scheme has two letters or more; a path may begin with one letter and a colon. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private LocalPath() {}

  /** The one path that a write names, made absolute here. */
  static Path of(OptionParser options) {
    options
        .text(MemmapOptions.PATHS)
        .ifPresent(
            paths -> {
              throw MemmapErrors.manyPaths(paths);
            });
    return absolute(
        options
            .text(MemmapOptions.PATH)
            .or(() -> options.text("location"))
            .filter(given -> !given.isBlank())
            .orElseThrow(MemmapErrors::noPath));
  }

  /** The paths that a read names; Spark hands several over as a list in JSON. */
  static List<Path> all(OptionParser options) {
    Optional<String> several = options.text(MemmapOptions.PATHS);
    if (several.isEmpty()) {
      return List.of(of(options));
    }
    List<Path> paths = new ArrayList<>();
    options.text(MemmapOptions.PATH).ifPresent(path -> paths.add(absolute(path)));
    try {
      for (String path : new ObjectMapper().readValue(several.get(), String[].class)) {
        paths.add(absolute(path));
      }
    } catch (JsonProcessingException e) {
      throw MemmapErrors.badOption(
          MemmapOptions.PATHS, several.get(), "must be a list of strings in JSON");
    }
    if (paths.isEmpty()) {
      throw MemmapErrors.noPath();
    }
    return paths;
  }

  /** Made absolute on the driver, since executors have other working folders. */
  static Path absolute(String text) {
    try {
      return Path.of(withoutScheme(text)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw MemmapErrors.badOption(MemmapOptions.PATH, text, "is no path: " + e.getReason());
    }
  }

  private static String withoutScheme(String text) {
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    if (!matcher.group(1).equalsIgnoreCase("file")) {
      throw MemmapErrors.notLocal(text, matcher.group(1));
    }
    return decoded(withoutAuthority(text, text.substring("file:".length())));
  }

  /** {@code file:///a} and {@code file://localhost/a} are {@code /a}; other hosts are elsewhere. */
  private static String withoutAuthority(String text, String rest) {
    if (!rest.startsWith("//")) {
      return rest;
    }
    int slash = rest.indexOf('/', 2);
    String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
    if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
      throw MemmapErrors.notLocal(text, "file://" + host);
    }
    return rest.substring(slash);
  }

  /**
   * Catalogs escape what a URI can't hold; people write {@code file:/a b} and {@code file:/a#b}.
   */
  private static String decoded(String path) {
    try {
      return new URI(path.replace("#", "%23").replace("?", "%3F")).getPath();
    } catch (URISyntaxException unescaped) {
      return path;
    }
  }

  /**
   * Looks at a file that is about to be read, and opens it once, so that a file without permission
   * is an error here and not in a task.
   *
   * @throws IllegalArgumentException if it is missing, a directory, or can't be read
   */
  static FileStamp stamp(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw MemmapErrors.badFile(path.toString(), "is a directory; name the array file in it");
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw MemmapErrors.badFile(
            path.toString(), "is a device or pipe, which can't be mapped; name a regular file");
      }
      FileChannel.open(path, StandardOpenOption.READ).close();
      return FileStamp.of(path);
    } catch (NoSuchFileException e) {
      throw MemmapErrors.badFile(path.toString(), "not found" + whereLooked(path));
    } catch (AccessDeniedException e) {
      throw MemmapErrors.badFile(
          path.toString(), "permission denied; the user of the driver must be able to read it");
    } catch (IOException e) {
      throw MemmapErrors.badFile(path.toString(), "cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * The file that a write makes: symbolic links are followed, folders must be there.
   *
   * @throws IllegalArgumentException if it is there and no regular file, or its folder is missing
   */
  static Path forWriting(Path path) {
    if (Files.isDirectory(path)) {
      throw MemmapErrors.badFile(
          path.toString(), "is a directory, which is never overwritten; name a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw MemmapErrors.badFile(
          path.toString(), "is a device or pipe, which is never overwritten; name a regular file");
    }
    try {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      Path end = end(path);
      return end.getParent().toRealPath().resolve(end.getFileName());
    } catch (FileSystemLoopException e) {
      throw MemmapErrors.badFile(
          path.toString(), "is a symbolic link that leads back to itself; remove it");
    } catch (IOException e) {
      throw MemmapErrors.badFile(
          path.toString(), "its folder " + path.getParent() + " does not exist; make it first");
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
    if (Path.of("").toAbsolutePath().equals(folder)) {
      return " where the driver runs and relative paths begin; check the name, or give a whole path";
    }
    return folder == null || Files.isDirectory(folder)
        ? "; check the name"
        : "; its folder does not exist either";
  }
}
