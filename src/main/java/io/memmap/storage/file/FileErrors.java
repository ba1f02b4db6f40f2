package io.memmap.storage.file;

import io.memmap.array.OneLine;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Errors of array files that cannot be read, or have changed since a query was planned. */
public final class FileErrors {
  /** How messages describe a file of which an update is half done. */
  public static final String HALF_UPDATED =
      "an update of it was cut off while it was being applied, so that it holds some of the new"
          + " rows and not others";

  private FileErrors() {}

  /** A file that does not hold what was asked for. */
  public static IllegalArgumentException badFile(String path, String found) {
    return new IllegalArgumentException(OneLine.of("file " + path + ": " + found));
  }

  /** A change of an archive's bytes. */
  public static IllegalArgumentException overArchive(String path) {
    return badFile(
        path,
        "an .npz archive, which has checksums of its members and a directory at its end; bytes"
            + " written into it would make it unreadable; save the array as a file *.npy of its"
            + " own");
  }

  /**
   * An archive that does not have exactly one array.
   *
   * @param some names of the first arrays
   */
  public static IllegalArgumentException whichMember(String path, List<String> some, int all) {
    return badFile(
        path,
        some.isEmpty()
            ? "an .npz archive without arrays; save some with np.savez"
            : "an .npz archive of "
                + all
                + " arrays, found "
                + String.join(", ", some)
                + (all > some.size() ? ", ..." : "")
                + "; name one of them with option member");
  }

  /**
   * A code point that is not a character.
   *
   * @param label names what was read, and the file
   */
  public static IOException notACharacter(String label, int point) {
    return new IOException(
        OneLine.format(
            "%s: asked for string, found code point 0x%x, which is not a Unicode character; read"
                + " the bytes with dtype V4 instead of U1, V8 instead of U2 and so on (a .npy file"
                + " needs header=none, shape and offset too)",
            label, point));
  }

  /** What went wrong, in words. Several errors of the JDK have no message, or only a path. */
  public static String reason(IOException error) {
    if (error instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (error instanceof NoSuchFileException) {
      return "not found: " + error.getMessage();
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied: " + error.getMessage();
    }
    boolean saysWhy = !(error instanceof FileSystemException named) || named.getReason() != null;
    return saysWhy && error.getMessage() != null
        ? error.getMessage()
        : error.getClass().getSimpleName() + " " + error.getMessage();
  }

  /** The file ends before the last byte of the array. */
  public static IOException tooShort(String path, long expected, long found) {
    return new ArrayFileException(
        path,
        "expected %d bytes, found %d; it was cut after the query was planned; write the array again"
            + " and reload it",
        expected,
        found);
  }

  static IOException replaced(FileStamp planned, FileStamp now) {
    return new ArrayFileException(
        planned.path(),
        "replaced by another file after the query was planned, expected %d bytes, found %d bytes;"
            + " load it again",
        planned.bytes(),
        now.bytes());
  }

  public static IOException cutOff(String path) {
    return new ArrayFileException(
        path,
        "%s; load it again with option repair=true, which finishes the update first, as the next"
            + " write will",
        HALF_UPDATED);
  }

  public static IOException savedAnew(String path, String planned, String found) {
    return new ArrayFileException(
        path,
        "saved anew after the query was planned, expected %s, found %s; load it again",
        planned,
        found);
  }

  public static IOException cannotOpen(String path, IOException reason) {
    if (reason instanceof NoSuchFileException) {
      return new ArrayFileException(
          path,
          reason,
          "not found on this machine; its path must be visible on every machine, those of all"
              + " executors too; use a shared disk, or a copy of the file on each");
    }
    if (reason instanceof AccessDeniedException) {
      return new ArrayFileException(
          path, reason, "permission denied; the user of the executors must be able to read it");
    }
    return new ArrayFileException(path, reason, "cannot be read (%s)", reason.getMessage());
  }

  /** A file that was to be changed in place. */
  public static IOException cannotOpenToWrite(String path, IOException reason) {
    boolean readOnly =
        reason instanceof AccessDeniedException
            || String.valueOf(reason.getMessage()).contains("Read-only");
    return readOnly
        ? new ArrayFileException(
            path,
            reason,
            "cannot be written (%s); open it with mode r, or give this user the right to write it",
            reason(reason))
        : cannotOpen(path, reason);
  }

  public static IOException cannotForce(String path, IOException reason) {
    return new ArrayFileException(
        path, reason, "changes cannot be forced to the disk (%s)", reason(reason));
  }

  /**
   * A mapped page that the file system cannot show. Has no cause: Spark would end the JVM for an
   * InternalError.
   */
  public static IOException pageFault(String path, InternalError reason) {
    return new ArrayFileException(
        path,
        "a page of its mapping cannot be read or written (%s); the file was cut, or its disk is"
            + " full or has failed",
        reason.getMessage());
  }

  /** Has no cause: Spark would end the JVM for an OutOfMemoryError. */
  public static IOException noMemory(String path, long bytes, OutOfMemoryError reason) {
    return new ArrayFileException(
        path,
        "no memory for a buffer of %d bytes (%s); give the JVM more by -XX:MaxDirectMemorySize, or"
            + " a smaller batchRows, or read fewer columns at once",
        bytes,
        reason.getMessage());
  }

  /**
   * Has no cause: the JDK's exception carries an OutOfMemoryError as its cause, for which Spark
   * would end the JVM.
   */
  public static IOException cannotMap(String path, long position, long length, IOException reason) {
    return new ArrayFileException(
        path,
        "cannot map %d bytes at %d (%s); check `ulimit -v` and the sysctl vm.max_map_count, or use"
            + " access=read",
        length,
        position,
        reason.getMessage());
  }
}
