package io.memmap.storage.publish;

import io.memmap.array.OneLine;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileFacts;
import java.io.IOException;
import java.nio.file.Path;

/** Errors of updates and of new array files. Most are about the array's file and name it. */
final class PublishErrors {
  private PublishErrors() {}

  static IOException reservedName(Path target) {
    return new ArrayFileException(
        target.toString(),
        "its name is one of the folders in which writes stage their rows; name it otherwise");
  }

  static IOException cannotName(Path target, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "its file system cannot name it (%s); give it a shorter name",
        cause.getMessage());
  }

  /**
   * The owner's file of a staging folder cannot be locked.
   *
   * @param file the owner's file
   */
  static IOException noLocks(Path file, IOException cause) {
    return new ArrayFileException(
        file.toString(),
        cause,
        "cannot be locked (%s); its file system has no file locks, by which writers see one"
            + " another; mount it with locks, or write with option lock=false if nobody else writes"
            + " this array meanwhile",
        cause.getMessage());
  }

  /** Another update of the same file has not ended. */
  static IOException secondUpdate(Path target, Path folder) {
    return new ArrayFileException(
        target.toString(),
        "another write is appending to it or updating it (%s); wait for it to end and write again,"
            + " or give option lockTimeout, such as 60s, to let the write wait",
        folder);
  }

  /** A file or folder that is not one of an update has the name of the update's folder. */
  static IOException slotTaken(Path target, Path folder, FileFacts found) {
    return new ArrayFileException(
        target.toString(),
        "updates of it need the name %1$s, which is taken by %2$s; if its owner is updating the"
            + " file, wait for the end; else remove %1$s, or let its owner do it, and write again",
        folder,
        found);
  }

  /** The lock of an update cannot be seen, for example since it is held on another machine. */
  static IOException unseenUpdate(Path target, Path folder, String host) {
    return new ArrayFileException(
        target.toString(),
        "an update of it was begun on %s, and its lock cannot be seen from here, so it may still be"
            + " running; if it is dead, write or read with options repair=true and lock=false,"
            + " which finishes it, or remove %s",
        host,
        folder);
  }

  static IOException updateOfAnotherUser(Path target, Path folder, Object user, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "an update of it by user %s was cut off (%s), which only that user or root may finish; let"
            + " one of them read the file with option repair=true, or write it anew with save mode"
            + " overwrite",
        user,
        folder);
  }

  /** A user who may not decide about the array has made the journal. */
  static IOException foreignJournal(Path target, Path journal, FileFacts found) {
    return new ArrayFileException(
        target.toString(),
        "the journal of an update of it is not by the file's owner: %s is %s; remove it and write"
            + " again",
        journal,
        found);
  }

  /** Names the journal only. */
  static IOException badJournal(Path journal, RuntimeException cause) {
    return new IOException(
        OneLine.format(
            "journal %s: not understood (%s); write the array anew with save mode overwrite",
            journal, cause.getMessage()),
        cause);
  }

  /** Names the journal only. */
  static IOException journalTooLong(Path journal, long bytes) {
    return new IOException(
        OneLine.format("journal %s: %d bytes; write fewer rows at once", journal, bytes));
  }

  /** A file in a staging folder that no write has made; names that file only. */
  static IOException notStaged(Path file, FileFacts found) {
    return new IOException(
        OneLine.format(
            "%s is %s and not a file of a write",
            file, found.isFile() ? "a file with several names" : found.kind()));
  }

  /** A file in a staging folder is longer than any that a write makes; names that file only. */
  static IOException tooLong(Path file, long bytes, long most) {
    return new IOException(
        OneLine.format("%s has %d bytes, expected at most %d", file, bytes, most));
  }

  /** Another file, or one by a user who may not decide about the array, has the name. */
  static IOException foreignEpochs(Path target, Path file, FileFacts found) {
    return new ArrayFileException(
        target.toString(),
        "streams note the epochs that it has in %s, which is %s and not by the file's owner; remove"
            + " it and start the stream again",
        file,
        found);
  }

  /** The file of streams is not understood. */
  static IOException badEpochs(Path target, Path file, RuntimeException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "%s, which says what epochs of streams it has, is not understood (%s); if you know that no"
            + " stream that was cut off will go on with this file, remove it and start again",
        file,
        cause.getMessage());
  }

  static IOException replacedWhileStaging(Path target) {
    return new ArrayFileException(
        target.toString(),
        "replaced by another file after this write began; nothing was written, write again");
  }

  static IOException madeMeanwhile(Path target, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "made by another process after this write began; it was left alone, write with save mode"
            + " overwrite to replace it");
  }

  /** The journal was written, and no byte of the array. */
  static IOException interruptedBefore(Path target) {
    return new ArrayFileException(
        target.toString(), "interrupted before the update was applied; it is as it was");
  }

  /** The file has its old length again. */
  static IOException notAppended(Path target, long bytes, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "rows cannot be appended (%s); it has its old length of %d bytes; look at the disk's free"
            + " space and quota and write again",
        FileErrors.reason(cause),
        bytes);
  }

  /** The update is applied in part, and its journal is left. */
  static IOException leftPending(Path target, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "an update of it was cut off (%s), and what is left to do is kept beside it; look at the"
            + " disk's free space and quota, then read it with option repair=true or write to it"
            + " again, which finishes the update first",
        FileErrors.reason(cause));
  }

  /** The empty file that reserved the name cannot be removed. */
  static IOException emptyLeft(Path target, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "cannot be published (%s); an empty file of this name is left, remove it and write again",
        FileErrors.reason(cause));
  }

  static IOException unknownWhetherPublished(Path target, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "cannot tell whether the new array took its place (%s); look at the file, and write again"
            + " if it is not the new one",
        FileErrors.reason(cause));
  }
}
