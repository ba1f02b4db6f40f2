package io.memmap.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.array.NearestName;
import io.memmap.storage.FileBytes;
import io.memmap.storage.FileStamp;
import io.memmap.storage.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file that a path option names, on this machine's file systems. */
final class LocalPath {
  /** A scheme has two letters or more; a path may begin with one letter and a colon. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** Of so many names a misspelled one is looked for. */
  private static final int MOST_NAMES = 10_000;

  /** What Spark makes of {@code load(None)}. */
  private static final String[] NO_PATH = {null};

  private LocalPath() {}

  /**
   * The file that a write makes, by the one path that it names.
   *
   * @throws IllegalArgumentException if the path names a folder
   */
  static Path written(OptionParser options) {
    Path path = of(options);
    String text = options.text(MemmapOptions.PATH).orElse("");
    if (text.endsWith("/") && !Files.isDirectory(path)) {
      throw MemmapErrors.badFile(
          text,
          "is the name of a folder; one save makes one file, so name it: " + text + "data.npy");
    }
    return path;
  }

  /** The one path that is named, made absolute here. */
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
      String[] named = new ObjectMapper().readValue(several.get(), String[].class);
      for (String path : named == null ? NO_PATH : named) {
        paths.add(absolute(notBlank(path, several.get())));
      }
    } catch (JsonProcessingException e) {
      throw notAList(several.get());
    }
    if (paths.isEmpty()) {
      throw MemmapErrors.noPath();
    }
    return paths;
  }

  private static String notBlank(String path, String list) {
    if (path == null || path.isBlank()) {
      throw notAList(list);
    }
    return path;
  }

  private static IllegalArgumentException notAList(String found) {
    return MemmapErrors.badOption(
        MemmapOptions.PATHS, found, "must be a list of strings in JSON, none of them empty");
  }

  /**
   * Made absolute on the driver, since executors have other working folders.
   *
   * @throws IllegalArgumentException if it is no path, or ends as a folder's does and is a file
   */
  static Path absolute(String text) {
    try {
      Path path = resolved(Path.of(withoutScheme(text)).toAbsolutePath());
      if (text.endsWith("/") && Files.isRegularFile(path)) {
        throw MemmapErrors.badFile(text, "is a file and no folder; leave out the slash at its end");
      }
      return path;
    } catch (InvalidPathException e) {
      boolean isForeign = e.getReason().contains("unmappable");
      throw MemmapErrors.badOption(
          MemmapOptions.PATH,
          text,
          "is no path: "
              + e.getReason()
              + (isForeign
                  ? "; this JVM has names in "
                      + System.getProperty("sun.jnu.encoding")
                      + ", start Spark with LANG=C.UTF-8"
                  : ""));
    }
  }

  /**
   * As the system resolves it when it opens a file: {@code ..} is where a link leads, and above.
   */
  private static Path resolved(Path path) {
    Path resolved = path.getRoot();
    for (Path part : path) {
      String name = part.toString();
      if (name.equals("..")) {
        resolved = above(resolved);
      } else if (!name.equals(".") && !name.isEmpty()) {
        resolved = resolved.resolve(part);
      }
    }
    return resolved;
  }

  /** What is no folder has nothing above it; opening such a path fails. */
  private static Path above(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        Path itself = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
        return itself.getParent() == null ? itself.getRoot() : itself.getParent();
      }
    } catch (IOException goneMeanwhile) {
      return folder.resolve("..");
    }
    return folder.resolve("..");
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
      return new URI("file://" + path.replace("#", "%23").replace("?", "%3F")).getPath();
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
      case FOLDER -> throw MemmapErrors.badFile(path, "is a directory; name the array file in it");
      case LINK, OTHER ->
          throw MemmapErrors.badFile(
              path, "is a device or pipe, which can't be mapped; name a regular file");
    };
  }

  /**
   * Opens a file that is about to be read.
   *
   * @throws IllegalArgumentException if it can't be
   */
  static FileBytes open(Path path) {
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
    return MemmapErrors.badFile(path.toString(), found);
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
    refusePattern(path, "a write makes one file");
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
  static void refusePattern(Path path, String why) {
    if (!Files.exists(path) && FileSearch.isGlob(path.getFileName().toString())) {
      throw MemmapErrors.badFile(
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
