package io.memmap.storage.hadoop;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.Location;
import java.io.IOException;
import org.apache.hadoop.util.VersionInfo;

/** Errors of files on Hadoop's file systems. */
final class HadoopErrors {
  private HadoopErrors() {}

  /** Hadoop's configuration does not know the scheme of a URI. */
  static IOException unknownScheme(Location location, IOException reason) {
    return new ArrayFileException(
        location.toString(),
        reason,
        "Hadoop's configuration has no file system for it, found scheme '%s'; %s",
        location.scheme(),
        advice(location));
  }

  private static String advice(Location location) {
    String names = String.join("/", location.names());
    return switch (location.scheme()) {
      case "dbfs" -> "where it is mounted, name /dbfs/" + names;
      case "s3", "s3n" -> "name it s3a" + location.toString().substring(location.scheme().length());
      default -> "check the scheme, or add the library of its file system";
    };
  }

  /** Hadoop's configuration names a class for the scheme that no jar has. */
  static IOException noLibrary(Location location, RuntimeException reason) {
    String version = VersionInfo.getVersion();
    String library = location.scheme().startsWith("abfs") ? "hadoop-azure" : "hadoop-aws";
    return new ArrayFileException(
        location.toString(),
        reason,
        "no library for its file system (%s); start Spark with --packages"
            + " org.apache.hadoop:%s:%s, which is of this Spark's Hadoop",
        reason.getCause().getMessage(),
        library,
        version);
  }
}
