package io.memmap.storage.hadoop;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.hadoop.util.VersionInfo;

/**
 * Errors of files on Hadoop's file systems. No message has a setting's value, which may be secret.
 */
public final class HadoopErrors {
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

  /**
   * Hadoop's configuration names a class for the scheme that no jar has.
   *
   * @param cause null for an {@link Error}, for which Spark would end the JVM
   */
  static IOException noLibrary(Location location, String missing, Exception cause) {
    return new ArrayFileException(
        location.toString(),
        cause,
        "no library for its file system (%s); start Spark with %s",
        missing,
        library(location.scheme()));
  }

  private static String library(String scheme) {
    return switch (scheme) {
      case "s3a" -> ofThisHadoop("hadoop-aws");
      case "abfs", "abfss", "wasb", "wasbs" -> ofThisHadoop("hadoop-azure");
      default -> "the library that has this class, by --packages or --jars";
    };
  }

  private static String ofThisHadoop(String library) {
    return "--packages org.apache.hadoop:"
        + library
        + ":"
        + VersionInfo.getVersion()
        + ", which is of this Spark's Hadoop";
  }

  /** A look or listing that fails; the reason itself if it is of no known kind. */
  static IOException onDriver(Location location, IOException reason) {
    if (reason instanceof ArrayFileException) {
      return reason;
    }
    FailureKind kind = FailureKind.of(reason);
    return switch (kind) {
      case ARCHIVED, CREDENTIALS, DENIED, NO_STORE, TIMED_OUT, REFUSED ->
          failed(location, kind, reason);
      case REPLACED, MISSING, QUOTA, FULL, SAFE_MODE, OTHER -> reason;
    };
  }

  /** A read that fails for a reason that does not lie in the file. */
  public static IOException failed(Location location, FailureKind kind, Exception cause) {
    String path = location.toString();
    String why = why(cause);
    String scheme = location.scheme();
    Exception reason = withoutError(cause);
    return switch (kind) {
      case ARCHIVED -> archived(path, why, reason);
      case CREDENTIALS -> wrongCredentials(path, why, credentials(scheme), reason);
      case DENIED -> denied(path, why, reason);
      case NO_STORE -> noStore(path, why, address(scheme), reason);
      case TIMED_OUT -> timedOut(path, why, waits(scheme), reason);
      case REFUSED -> refused(path, why, address(scheme), reason);
      case REPLACED, MISSING, QUOTA, FULL, SAFE_MODE, OTHER -> unreadable(path, why, reason);
    };
  }

  /** What a message says of an exception: why, without the path that ours begins with. */
  public static String why(Exception reason) {
    if (reason instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason(); // its message begins with the path, as ours does
    }
    boolean saysWhy = !(reason instanceof FileSystemException) && reason.getMessage() != null;
    return withoutTrace(saysWhy ? reason.getMessage() : reason.toString());
  }

  /** Messages of HDFS servers have the stack trace of the server after them. */
  private static String withoutTrace(String message) {
    int trace = message.indexOf("\n\tat ");
    return trace < 0 ? message : message.substring(0, trace);
  }

  /** Null if the exception bears an {@link Error}, for which Spark would end the JVM. */
  public static Exception withoutError(Exception reason) {
    Throwable cause = reason;
    for (int i = 0; i < FailureKind.MOST_CAUSES && cause != null; i++) {
      if (cause instanceof Error) {
        return null;
      }
      cause = cause.getCause();
    }
    return reason;
  }

  private static String credentials(String scheme) {
    return switch (scheme) {
      case "s3a" ->
          "fs.s3a.access.key, fs.s3a.secret.key, fs.s3a.session.token and"
              + " fs.s3a.aws.credentials.provider";
      case "abfs", "abfss" -> "fs.azure.account.auth.type and the settings that it needs";
      case "gs" -> "fs.gs.auth.type and the settings that it needs";
      default -> "kinit, or --principal and --keytab of spark-submit";
    };
  }

  private static String address(String scheme) {
    return switch (scheme) {
      case "s3a" -> "the bucket, fs.s3a.endpoint and fs.s3a.path.style.access";
      case "hdfs" -> "host and port of the NameNode, or dfs.nameservices for the name of a cluster";
      default -> "host and port";
    };
  }

  private static String waits(String scheme) {
    return switch (scheme) {
      case "s3a" ->
          "fs.s3a.connection.establish.timeout, fs.s3a.connection.timeout and"
              + " fs.s3a.attempts.maximum";
      case "hdfs", "viewfs" ->
          "ipc.client.connect.timeout, ipc.client.connect.max.retries.on.timeouts and"
              + " dfs.client.socket-timeout";
      case "abfs", "abfss" -> "fs.azure.io.retry.max.retries";
      default -> "the settings of its file system";
    };
  }

  private static IOException archived(String path, String why, Exception reason) {
    return new ArrayFileException(
        path,
        reason,
        "lies in an archive tier and cannot be read there (%s); restore the object first, or copy"
            + " it to another tier",
        why);
  }

  private static IOException wrongCredentials(
      String path, String why, String settings, Exception reason) {
    return new ArrayFileException(
        path, reason, "wrong or missing credentials (%s); check %s", why, settings);
  }

  private static IOException denied(String path, String why, Exception reason) {
    return new ArrayFileException(
        path,
        reason,
        "access denied (%s); check the credentials; their user or role must be able to read it and to"
            + " list its folder",
        why);
  }

  private static IOException noStore(String path, String why, String what, Exception reason) {
    return new ArrayFileException(
        path, reason, "its bucket or host does not exist (%s); check %s", why, what);
  }

  private static IOException refused(String path, String why, String what, Exception reason) {
    return new ArrayFileException(
        path, reason, "its server refuses connections (%s); check %s", why, what);
  }

  private static IOException timedOut(String path, String why, String waits, Exception reason) {
    return new ArrayFileException(
        path,
        reason,
        "its server does not answer in time (%s); check the network; %s bound the wait",
        why,
        waits);
  }

  private static IOException unreadable(String path, String why, Exception reason) {
    return new ArrayFileException(path, reason, "cannot be read from its file system (%s)", why);
  }

  /** Another file has the path by now. */
  static IOException replaced(FileStamp planned, Exception reason) {
    return new ArrayFileException(
        planned.path(),
        withoutError(reason),
        "replaced by another file after the query was planned (%s); load it again",
        why(reason));
  }

  /** Another file has the path by now. */
  static IOException replaced(FileStamp planned, FileStamp now) {
    return new ArrayFileException(
        planned.path(),
        "replaced by another file after the query was planned (expected %d bytes, %s, found %d"
            + " bytes, %s); load it again",
        planned.bytes(),
        Versions.shown(planned),
        now.bytes(),
        Versions.shown(now));
  }

  /** No file has the path any more. */
  static IOException gone(FileStamp planned, Exception reason) {
    return new ArrayFileException(
        planned.path(),
        withoutError(reason),
        "not found; it was removed after the query was planned; load what is left again, or give"
            + " option ignoreMissingFiles=true");
  }
}
