package io.memmap.storage.file;

import io.memmap.array.OneLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The errors of files that are not, or no longer, what a query was planned on. */
public final class FileErrors {
  /** Says that an update of a file is half done. */
  public static final String HALF_UPDATED =
      "an update of it was cut off while it was being applied, so that it holds some of the new"
          + " rows and not others";

  private FileErrors() {}

  /** What an error says: some say nothing, others only the name of a file. */
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

  private static IOException error(String message) {
    return new IOException(OneLine.of(message));
  }

  private static IOException error(String message, Throwable reason) {
    return new IOException(OneLine.of(message), reason);
  }

  public static IOException tooShort(String path, long expected, long found) {
    return error(
        "file "
            + path
            + ": expected "
            + expected
            + " bytes, found "
            + found
            + "; it was cut after the query was planned; write the array again and reload it");
  }

  static IOException replaced(FileStamp planned, FileStamp now) {
    return error(
        "file "
            + planned.path()
            + ": replaced by another file after the query was planned, expected "
            + (planned.bytes() + " bytes, found " + now.bytes() + " bytes")
            + "; load it again");
  }

  public static IOException cutOff(String path) {
    return error(
        "file "
            + path
            + ": "
            + HALF_UPDATED
            + "; load it again with option repair=true, which finishes"
            + " the update first, as the next write will");
  }

  public static IOException savedAnew(String path, String planned, String found) {
    return error(
        "file "
            + path
            + ": saved anew after the query was planned, expected "
            + planned
            + ", found "
            + found
            + "; load it again");
  }

  public static IOException cannotOpen(String path, IOException reason) {
    String found = "cannot be read (" + reason.getMessage() + ")";
    if (reason instanceof NoSuchFileException) {
      found =
          "not found on this machine; its path must be visible on every machine, those of all"
              + " executors too; use a shared disk, or a copy of the file on each";
    } else if (reason instanceof AccessDeniedException) {
      found = "permission denied; the user of the executors must be able to read it";
    }
    return error("file " + path + ": " + found, reason);
  }

  /** In words only, as in {@link #cannotMap}: Spark would end the JVM for the error itself. */
  public static IOException noMemory(String path, long bytes, OutOfMemoryError reason) {
    return error(
        "file "
            + path
            + ": no memory for a buffer of "
            + bytes
            + " bytes ("
            + reason.getMessage()
            + "); give the JVM more by -XX:MaxDirectMemorySize, or a smaller batchRows, or read"
            + " fewer columns at once");
  }

  /**
   * The reason is told in words only: the JDK's own exception carries an OutOfMemoryError as its
   * cause, for which Spark would end the JVM.
   */
  public static IOException cannotMap(String path, long position, long length, IOException reason) {
    return error(
        "file "
            + path
            + ": cannot map "
            + length
            + " bytes at "
            + position
            + " ("
            + reason.getMessage()
            + "); check `ulimit -v` and the sysctl vm.max_map_count, or use access=read");
  }

  public static IOException stagedElsewhere(String path, IOException reason) {
    return error(
        "staging file "
            + path
            + ": not found on the driver's machine, where the array is put together; executors and"
            + " driver need a shared file system for the folder written to",
        reason);
  }

  public static IOException secondUpdate(String path, String folder) {
    return error(
        "file "
            + path
            + ": another write is appending to it or updating it ("
            + folder
            + "); wait for it to end and write again, or give option lockTimeout, such as 60s, to"
            + " let the write wait");
  }

  public static IOException slotTaken(String path, String folder, FileFacts found) {
    return error(
        "file "
            + path
            + ": updates of it need the name "
            + folder
            + ", which is taken by "
            + found
            + "; if its owner is updating the file, wait for the end; else remove "
            + folder
            + ", or let its owner do it, and write again");
  }

  public static IOException unseenUpdate(String path, String folder, String host) {
    return error(
        "file "
            + path
            + ": an update of it was begun on "
            + host
            + ", and its lock cannot be seen from here, so that nobody knows whether it goes on; if"
            + " it is dead, write or read with options repair=true and lock=false, which finishes"
            + " it, or remove "
            + folder);
  }

  public static IOException updateOfAnotherUser(
      String path, String folder, Object user, IOException reason) {
    return error(
        "file "
            + path
            + ": an update of it by user "
            + user
            + " was cut off ("
            + folder
            + "), which only that user or root may finish; let one of them read the file with"
            + " option repair=true, or write it anew with save mode overwrite",
        reason);
  }

  public static IOException foreignJournal(String path, String journal, FileFacts found) {
    return error(
        "file "
            + path
            + ": what is left of an update of it is not by its owner, "
            + journal
            + " is "
            + found
            + "; remove it and write again");
  }

  public static IOException badJournal(String journal, RuntimeException reason) {
    return error(
        "journal "
            + journal
            + ": not understood ("
            + reason.getMessage()
            + "); write the array anew with save mode overwrite",
        reason);
  }

  public static IOException noLocks(String file, IOException reason) {
    return error(
        "file "
            + file
            + " cannot be locked ("
            + reason.getMessage()
            + "): its file system has no file locks, by which writers see one another; mount it with"
            + " locks, or write with option lock=false if nobody else writes this array meanwhile",
        reason);
  }

  public static IOException reservedName(String path) {
    return error(
        "file "
            + path
            + ": its name is one of the folders in which writes stage their rows; name it otherwise");
  }

  public static IOException cannotName(String path, IOException reason) {
    return error(
        "file "
            + path
            + ": its file system cannot name it ("
            + reason.getMessage()
            + "); give it a shorter name",
        reason);
  }

  public static IOException replacedWhileStaging(String path) {
    return error(
        "file "
            + path
            + ": replaced by another file after this write began; nothing was written, write"
            + " again");
  }

  public static IOException madeMeanwhile(String path, IOException reason) {
    return error(
        "file "
            + path
            + ": made by somebody else after this write began; it was left alone, write with save"
            + " mode overwrite to replace it",
        reason);
  }

  public static IOException cannotStage(String path, IOException reason) {
    return error(
        "staging file "
            + path
            + ": cannot be written ("
            + reason.getMessage()
            + "); the array is as it was; rows need room beside it before they become part of it,"
            + " so look at the disk's free space and quota and write again",
        reason);
  }

  public static IOException notAppended(String path, long bytes, IOException reason) {
    return error(
        "file "
            + path
            + ": rows cannot be appended ("
            + reason(reason)
            + "); it has its old length of "
            + bytes
            + " bytes; look at the disk's free space and quota and write again",
        reason);
  }

  public static IOException leftPending(String path, IOException reason) {
    return error(
        "file "
            + path
            + ": an update of it was cut off ("
            + reason(reason)
            + "), and what is left to do is kept beside it; look at the disk's free space and"
            + " quota, then read it with option repair=true or write to it again, which finishes"
            + " the update first",
        reason);
  }

  /** An empty file that was to keep others from the name, and could not be removed. */
  public static IOException emptyLeft(String path, IOException reason) {
    return error(
        "file "
            + path
            + ": cannot be published ("
            + reason(reason)
            + "); an empty file of this name is left, remove it and write again",
        reason);
  }

  public static IOException unknownWhetherPublished(String path, IOException reason) {
    return error(
        "file "
            + path
            + ": cannot tell whether the new array took its place ("
            + reason(reason)
            + "); look at the file, and write again if it is not the new one",
        reason);
  }

  /** The journal was there, and nothing was written into the array yet. */
  public static IOException interruptedBefore(String path) {
    return new InterruptedIOException(
        OneLine.of(
            "file " + path + ": interrupted before the update was applied; it is as it was"));
  }
}
