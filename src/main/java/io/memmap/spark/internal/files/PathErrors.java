package io.memmap.spark.internal.files;

import io.memmap.array.OneLine;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;

/** Errors of paths and files. Each message says which file, what was found, and what to do. */
public final class PathErrors {
  private PathErrors() {}

  public static IllegalArgumentException badFile(String path, String found) {
    return FileErrors.badFile(path, found);
  }

  /**
   * No file to read.
   *
   * @param filters options that may have left out files
   */
  public static IllegalArgumentException noFiles(List<Location> roots, List<String> filters) {
    int shown = 10;
    String named =
        roots.stream().limit(shown).map(Location::toString).collect(Collectors.joining(", "))
            + (roots.size() > shown ? " and " + (roots.size() - shown) + " more" : "");
    return badFile(
        named,
        "no array files found there; names that begin with '_' or '.' are skipped, and"
            + " folders not named key=value unless recursiveFileLookup=true"
            + (filters.isEmpty()
                ? ""
                : "; each file must also pass " + String.join(" and ", filters))
            + defaultFileSystem(roots));
  }

  private static String defaultFileSystem(List<Location> roots) {
    Location first = roots.get(0);
    return first.isLocal() ? DefaultFileSystem.advice(first.path()) : "";
  }

  static IllegalArgumentException notListed(String folder, IOException reason) {
    if (reason instanceof ArrayFileException) {
      return new IllegalArgumentException(reason.getMessage(), reason);
    }
    return badFile(
        folder,
        reason instanceof AccessDeniedException
            ? "cannot be listed: permission denied; the user of the driver must be able to"
            : "cannot be listed (" + reason.getMessage() + ")");
  }

  /** A location whose file system cannot say what is there. */
  public static IllegalArgumentException notSeen(String path, IOException reason) {
    return reason instanceof ArrayFileException
        ? new IllegalArgumentException(reason.getMessage(), reason)
        : badFile(path, "cannot be looked at (" + reason.getMessage() + ")");
  }

  /** A file whose header cannot be read. */
  public static IllegalArgumentException notRead(String path, IOException reason) {
    return new IllegalArgumentException(
        reason instanceof ArrayFileException
            ? reason.getMessage()
            : OneLine.of("file " + path + ": cannot be read (" + reason.getMessage() + ")"),
        reason);
  }

  /** A remote file that does not exist. */
  public static IllegalArgumentException notFound(Location location) {
    return badFile(location.toString(), "not found; check the name");
  }

  /** A file name that is not text in the JVM's encoding, so no message can print it. */
  static IllegalArgumentException unreadableName(Path path) {
    return badFile(
        path.toString(),
        "its name is not text in the encoding of this JVM, "
            + System.getProperty("sun.jnu.encoding")
            + "; rename it, or start Spark with LANG=C.UTF-8 if the name is UTF-8");
  }

  static IllegalArgumentException foldersDisagree(
      Location one, List<String> keys, Location other, List<String> otherKeys) {
    return badFile(
        other.toString(),
        "lies in folders of the keys "
            + otherKeys
            + ", found "
            + keys
            + " for "
            + one
            + "; all files of a table have the same keys; name the folder of one kind of them, or"
            + " set recursiveFileLookup=true to read them without");
  }

  /** A file that came after the columns of folders were determined. */
  static IllegalArgumentException otherFolders(
      Location file, List<String> known, List<String> found) {
    return badFile(
        file.toString(),
        "lies in folders of the keys "
            + found
            + ", expected "
            + known
            + " as when the stream was loaded; load it again, when files of each key are there, or"
            + " set recursiveFileLookup=true to read them without");
  }

  static IllegalArgumentException otherFolderValue(
      Location file, List<StructField> columns, String reason) {
    String types =
        columns.stream()
            .map(column -> column.name() + " " + column.dataType().simpleString())
            .collect(Collectors.joining(", "));
    return badFile(
        file.toString(),
        "the names of its folders do not fit the columns "
            + types
            + ", which follow from the files that were there when the stream was loaded ("
            + reason
            + "); load it again, or set"
            + " spark.sql.sources.partitionColumnTypeInference.enabled=false before, which makes"
            + " them strings");
  }

  /** A URI of a local file on another machine. */
  public static IllegalArgumentException ofAnotherHost(String path, String host) {
    return badFile(
        path,
        "a path is one of this machine, found host '"
            + host
            + "'; mount its disk, or copy the file to a disk that all executors see");
  }

  static IllegalArgumentException folderNotOverwritten(String path) {
    return badFile(path, "is a directory, which is never overwritten; name a file in it");
  }

  /**
   * A pattern where one file is needed.
   *
   * @param why one is needed
   */
  static IllegalArgumentException patternOfNames(String path, String why) {
    return badFile(path, "is a pattern of names, and " + why + "; name it without *, ?, [ and {");
  }

  /** An unfinished update that cannot be looked at. Errors of storage name the file already. */
  public static IllegalArgumentException unfinishedUpdate(String path, IOException e) {
    return e instanceof ArrayFileException
        ? new IllegalArgumentException(e.getMessage(), e)
        : new IllegalArgumentException(
            OneLine.format(
                "file %s: an update of it cannot be looked at (%s)", path, e.getMessage()),
            e);
  }
}
