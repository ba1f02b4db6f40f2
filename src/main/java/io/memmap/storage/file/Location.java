package io.memmap.storage.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file or folder is: an absolute path of the local file system, or a URI of another file
 * system. A value. The text of a URI is not escaped: {@code %} and {@code #} are characters of
 * names.
 */
public final class Location {
  /** A scheme has two letters or more: one letter and a colon may be a drive. */
  private static final Pattern REMOTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?://([^/]*))?((?:/.*)?)", Pattern.DOTALL);

  /** Null if the location is not local. */
  private final Path path;

  /** Scheme and authority, with the slash after them; empty if the location is local. */
  private final String root;

  private final String text;

  private Location(Path path, String root, String text) {
    this.path = path;
    this.root = root;
    this.text = text;
  }

  /** A location of the local file system. */
  public static Location of(Path path) {
    return new Location(path, "", path.toString());
  }

  /**
   * The location that a text names: a URI, or an absolute path of the local file system. Repeated
   * slashes and a slash at the end are left out.
   *
   * @throws java.nio.file.InvalidPathException if a local path has characters that it cannot have
   */
  public static Location parse(String text) {
    Matcher remote = REMOTE.matcher(text);
    if (!remote.matches()) {
      return of(Path.of(text));
    }
    String authority = remote.group(2) == null ? "" : remote.group(2);
    String root = remote.group(1).toLowerCase(Locale.ROOT) + "://" + authority + "/";
    Location location = new Location(null, root, root);
    for (String name : remote.group(3).split("/", -1)) {
      location = name.isEmpty() ? location : location.child(name);
    }
    return location;
  }

  public boolean isLocal() {
    return path != null;
  }

  /**
   * The path on the local file system.
   *
   * @throws IllegalStateException if the location is on another one
   */
  public Path path() {
    if (path == null) {
      throw new IllegalStateException(text + " has no local path");
    }
    return path;
  }

  /** The scheme in lower case; {@code file} for a local path. */
  public String scheme() {
    return isLocal() ? "file" : root.substring(0, root.indexOf(':'));
  }

  /** The last name; empty for a root. */
  public String name() {
    if (isLocal()) {
      Path name = path.getFileName();
      return name == null ? "" : name.toString();
    }
    return text.equals(root) ? "" : text.substring(text.lastIndexOf('/') + 1);
  }

  /** All names below the root. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (isLocal()) {
      path.forEach(name -> names.add(name.toString()));
      names.removeIf(String::isEmpty);
    } else if (!text.equals(root)) {
      names.addAll(List.of(text.substring(root.length()).split("/")));
    }
    return names;
  }

  /** The root of this location's file system. */
  public Location root() {
    return isLocal() ? of(path.getRoot()) : new Location(null, root, root);
  }

  /** The folder above; empty for a root. */
  public Optional<Location> parent() {
    if (isLocal()) {
      return Optional.ofNullable(path.getParent()).map(Location::of);
    }
    if (text.equals(root)) {
      return Optional.empty();
    }
    int end = Math.max(root.length(), text.lastIndexOf('/'));
    return Optional.of(new Location(null, root, text.substring(0, end)));
  }

  /** The file or folder of this name in this folder. */
  public Location child(String name) {
    return isLocal()
        ? of(path.resolve(name))
        : new Location(null, root, text.equals(root) ? root + name : text + "/" + name);
  }

  /**
   * The names that lead from a folder to this location; empty if it is not below the folder.
   *
   * @param folder this location itself, or one above it
   */
  public Optional<List<String>> namesBelow(Location folder) {
    List<String> own = names();
    List<String> above = folder.names();
    boolean below =
        isLocal() == folder.isLocal()
            && root.equals(folder.root)
            && own.size() >= above.size()
            && own.subList(0, above.size()).equals(above);
    return below ? Optional.of(own.subList(above.size(), own.size())) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Location location
        && (isLocal() ? path.equals(location.path) : text.equals(location.text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The path, or the URI without escapes. */
  @Override
  public String toString() {
    return text;
  }
}
