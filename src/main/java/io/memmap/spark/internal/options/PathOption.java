package io.memmap.spark.internal.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Parses the paths that options name. */
public final class PathOption {
  /** A scheme has two letters or more: one letter and a colon may be a drive. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

  /** The list of paths that Spark makes from {@code load(None)}. */
  private static final String[] NO_PATH = {null};

  private PathOption() {}

  /**
   * The file that a write makes.
   *
   * @throws IllegalArgumentException if the path ends as a folder's does
   */
  static Location written(OptionParser options) {
    Location location = location(one(options));
    String text = options.text(OptionNames.PATH).orElse("");
    boolean isFolder = location.isLocal() && Files.isDirectory(location.path());
    if (text.endsWith("/") && !isFolder) {
      throw PathErrors.badFile(
          text,
          "is the name of a folder; one save makes one file, so name it: " + text + "data.npy");
    }
    return location;
  }

  private static String one(OptionParser options) {
    options
        .text(OptionNames.PATHS)
        .ifPresent(
            paths -> {
              throw OptionErrors.manyPaths(paths);
            });
    return options
        .text(OptionNames.PATH)
        .or(() -> options.text(OptionNames.LOCATION))
        .filter(given -> !given.isBlank())
        .orElseThrow(OptionErrors::noPath);
  }

  /** The paths of a read; Spark passes several as a JSON list. */
  static List<Location> all(OptionParser options) {
    Optional<String> several = options.text(OptionNames.PATHS);
    if (several.isEmpty()) {
      return List.of(location(one(options)));
    }
    List<Location> paths = new ArrayList<>();
    options.text(OptionNames.PATH).ifPresent(path -> paths.add(location(path)));
    try {
      String[] named = new ObjectMapper().readValue(several.get(), String[].class);
      for (String path : named == null ? NO_PATH : named) {
        paths.add(location(notBlank(path, several.get())));
      }
    } catch (JsonProcessingException e) {
      throw notAList(several.get());
    }
    if (paths.isEmpty()) {
      throw OptionErrors.noPath();
    }
    return paths;
  }

  /** The paths of a table as they were given, for its name. */
  public static String given(CaseInsensitiveStringMap options) {
    String path = options.getOrDefault(OptionNames.PATH, options.get(OptionNames.LOCATION));
    return Stream.of(path, options.get(OptionNames.PATHS))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private static String notBlank(String path, String list) {
    if (path == null || path.isBlank()) {
      throw notAList(list);
    }
    return path;
  }

  private static IllegalArgumentException notAList(String found) {
    return OptionErrors.badOption(
        OptionNames.PATHS, found, "must be a list of strings in JSON, none of them empty");
  }

  /**
   * The location that a text names: a URI of another file system as it is, or else a local path
   * made absolute on the driver.
   *
   * @throws IllegalArgumentException if the text is not a path
   */
  public static Location location(String text) {
    return isRemote(text) ? Location.parse(text) : Location.of(absolute(text));
  }

  /** Whether the text is a URI of a file system other than the local one. */
  private static boolean isRemote(String text) {
    Matcher matcher = SCHEME.matcher(text);
    return matcher.matches() && !matcher.group(1).equalsIgnoreCase("file");
  }

  /**
   * Makes a path absolute on the driver, since executors have other working directories.
   *
   * @throws IllegalArgumentException if the text is not a path, or ends with a slash and is a file
   */
  private static Path absolute(String text) {
    try {
      Path path = resolved(Path.of(withoutScheme(text)).toAbsolutePath());
      if (text.endsWith("/") && Files.isRegularFile(path)) {
        throw PathErrors.badFile(text, "is a file and no folder; leave out the slash at its end");
      }
      return path;
    } catch (InvalidPathException e) {
      boolean isForeign = e.getReason().contains("unmappable");
      throw OptionErrors.badOption(
          OptionNames.PATH,
          text,
          "is not a path: "
              + e.getReason()
              + (isForeign
                  ? "; this JVM has names in "
                      + System.getProperty("sun.jnu.encoding")
                      + ", start Spark with LANG=C.UTF-8"
                  : ""));
    }
  }

  /** Resolves {@code ..} as the system does when it opens a file: after following links. */
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

  /**
   * The parent of a folder. Nothing is above a path that is not a folder; opening such a path
   * fails.
   */
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
    return decoded(withoutAuthority(text, text.substring("file:".length())));
  }

  /** {@code file:///a} and {@code file://localhost/a} mean {@code /a}; other hosts are refused. */
  private static String withoutAuthority(String text, String rest) {
    if (!rest.startsWith("//")) {
      return rest;
    }
    int slash = rest.indexOf('/', 2);
    String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
    if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
      throw PathErrors.ofAnotherHost(text, host);
    }
    return rest.substring(slash);
  }

  /**
   * Decodes a URI's path. Catalogs escape characters that URIs cannot have; people write {@code
   * file:/a b} and {@code file:/a#b}.
   */
  private static String decoded(String path) {
    try {
      return new URI("file://" + path.replace("#", "%23").replace("?", "%3F")).getPath();
    } catch (URISyntaxException unescaped) {
      return path;
    }
  }
}
