package io.memmap.storage.file;

import io.memmap.array.OneLine;
import java.io.IOException;
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

  /** Names a staging file, not the array. */
  public static IOException stagedElsewhere(String path, IOException reason) {
    return new IOException(
        OneLine.format(
            "staging file %s: not found on the driver's machine, where the array is put together;"
                + " executors and driver need a shared file system for the folder written to",
            path),
        reason);
  }

  public static IOException secondUpdate(String path, String folder) {
    return new ArrayFileException(
        path,
        "another write is appending to it or updating it (%s); wait for it to end and write again,"
            + " or give option lockTimeout, such as 60s, to let the write wait",
        folder);
  }

  public static IOException slotTaken(String path, String folder, FileFacts found) {
    return new ArrayFileException(
        path,
        "updates of it need the name %1$s, which is taken by %2$s; if its owner is updating the"
            + " file, wait for the end; else remove %1$s, or let its owner do it, and write again",
        folder,
        found);
  }

  public static IOException unseenUpdate(String path, String folder, String host) {
    return new ArrayFileException(
        path,
        "an update of it was begun on %s, and its lock cannot be seen from here, so that nobody"
            + " knows whether it goes on; if it is dead, write or read with options repair=true and"
            + " lock=false, which finishes it, or remove %s",
        host,
        folder);
  }

  public static IOException updateOfAnotherUser(
      String path, String folder, Object user, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "an update of it by user %s was cut off (%s), which only that user or root may finish; let"
            + " one of them read the file with option repair=true, or write it anew with save mode"
            + " overwrite",
        user,
        folder);
  }

  public static IOException foreignJournal(String path, String journal, FileFacts found) {
    return new ArrayFileException(
        path,
        "what is left of an update of it is not by its owner, %s is %s; remove it and write again",
        journal,
        found);
  }

  /** Names the journal, not the array. */
  public static IOException badJournal(String journal, RuntimeException reason) {
    return new IOException(
        OneLine.format(
            "journal %s: not understood (%s); write the array anew with save mode overwrite",
            journal, reason.getMessage()),
        reason);
  }

  public static IOException noLocks(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "cannot be locked (%s); its file system has no file locks, by which writers see one"
            + " another; mount it with locks, or write with option lock=false if nobody else writes"
            + " this array meanwhile",
        reason.getMessage());
  }

  public static IOException reservedName(String path) {
    return new ArrayFileException(
        path, "its name is one of the folders in which writes stage their rows; name it otherwise");
  }

  public static IOException cannotName(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "its file system cannot name it (%s); give it a shorter name",
        reason.getMessage());
  }

  public static IOException replacedWhileStaging(String path) {
    return new ArrayFileException(
        path, "replaced by another file after this write began; nothing was written, write again");
  }

  public static IOException madeMeanwhile(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "made by somebody else after this write began; it was left alone, write with save mode"
            + " overwrite to replace it");
  }

  /** Names a staging file, not the array. */
  public static IOException cannotStage(String path, IOException reason) {
    return new IOException(
        OneLine.format(
            "staging file %s: cannot be written (%s); the array is as it was; rows need room beside"
                + " it before they become part of it, so look at the disk's free space and quota and"
                + " write again",
            path, reason.getMessage()),
        reason);
  }

  public static IOException notAppended(String path, long bytes, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "rows cannot be appended (%s); it has its old length of %d bytes; look at the disk's free"
            + " space and quota and write again",
        reason(reason),
        bytes);
  }

  public static IOException leftPending(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "an update of it was cut off (%s), and what is left to do is kept beside it; look at the"
            + " disk's free space and quota, then read it with option repair=true or write to it"
            + " again, which finishes the update first",
        reason(reason));
  }

  /** An empty file that was to keep others from the name, and could not be removed. */
  public static IOException emptyLeft(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "cannot be published (%s); an empty file of this name is left, remove it and write again",
        reason(reason));
  }

  public static IOException unknownWhetherPublished(String path, IOException reason) {
    return new ArrayFileException(
        path,
        reason,
        "cannot tell whether the new array took its place (%s); look at the file, and write again if"
            + " it is not the new one",
        reason(reason));
  }

  /** The journal was there, and nothing was written into the array yet. */
  public static IOException interruptedBefore(String path) {
    return new ArrayFileException(
        path, "interrupted before the update was applied; it is as it was");
  }
}
