package io.memmap.storage.hadoop.write;

import io.memmap.array.OneLine;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.FailureKind;
import io.memmap.storage.hadoop.HadoopErrors;
import java.io.IOException;

/**
 * Errors of writes to Hadoop's file systems. Each names the array and says what has its name now.
 */
final class StoreErrors {
  private StoreErrors() {}

  static IOException reservedName(Location target) {
    return new ArrayFileException(
        target.toString(),
        "its name is one of the folders in which writes stage their rows; name it otherwise");
  }

  static IOException isFolder(Location target) {
    return new ArrayFileException(
        target.toString(),
        "found a folder, which a write does not replace by an array; name a file in it, or remove"
            + " the folder");
  }

  static IOException madeMeanwhile(Location target, Exception cause) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "made by another process after this write began; it was left alone, write with save mode"
            + " overwrite to replace it");
  }

  static IOException replacedMeanwhile(Location target, Exception cause) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "changed or replaced by another process after this write read it; that was left alone and"
            + " nothing of this write is in it, write again");
  }

  static IOException removedMeanwhile(Location target) {
    return new ArrayFileException(
        target.toString(),
        "removed by another process after this write read it; nothing was written, write it anew"
            + " with save mode overwrite");
  }

  /** A task attempt stages after the folder was removed. */
  static IOException writeEnded(Location target, Location folder, Exception cause) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "a task of its write began when the write had ended (the folder %s is gone); %s, write"
            + " again if the job failed",
        folder,
        TargetState.UNTOUCHED);
  }

  /** What was staged is not as long as the task said. */
  static IOException stagedLength(Location target, Location staged, long expected, long found) {
    return new ArrayFileException(
        target.toString(),
        "rows staged in %s have %d bytes, expected %d; %s, write again",
        staged,
        found,
        expected,
        TargetState.UNTOUCHED);
  }

  /** The store does not add files to this one, as HDFS in encryption zones. */
  static IOException notJoined(Location target, Exception cause) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "rows cannot be appended, since its store does not join files here (%s); %s; write them to"
            + " another file of the folder, which is read as one table",
        HadoopErrors.why(cause),
        TargetState.OLD);
  }

  /** The old array was moved away, and neither the new one nor the old one can get its name. */
  static IOException movedAside(Location target, Location old, Location fresh, Exception cause) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "cannot be renamed (%s), so nothing has this name; the old array is %s and the new one %s,"
            + " rename one of them",
        HadoopErrors.why(cause),
        old,
        fresh);
  }

  /**
   * A write that fails for a reason that lies in the store.
   *
   * @param state what has the name now
   */
  static IOException failed(Location target, Exception cause, TargetState state) {
    if (cause instanceof ArrayFileException known) {
      return known;
    }
    FailureKind kind = FailureKind.of(cause);
    return switch (kind) {
      case QUOTA -> overQuota(target, cause, state);
      case FULL -> noRoom(target, cause, state);
      case SAFE_MODE -> inSafeMode(target, cause, state);
      case DENIED -> denied(target, cause, state);
      case CREDENTIALS, NO_STORE, TIMED_OUT, REFUSED ->
          unreachable(target, HadoopErrors.failed(target, kind, cause), state);
      case ARCHIVED, REPLACED, MISSING, OTHER -> unwritable(target, cause, state);
    };
  }

  private static IOException overQuota(Location target, Exception cause, TargetState state) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "the quota of its folder is used up (%s); %s; remove files there or have the quota raised,"
            + " then write again",
        HadoopErrors.why(cause),
        state);
  }

  private static IOException noRoom(Location target, Exception cause, TargetState state) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "no room for it in its file system (%s); %s; free some space, then write again",
        HadoopErrors.why(cause),
        state);
  }

  private static IOException inSafeMode(Location target, Exception cause, TargetState state) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "its NameNode is in safe mode and takes no writes (%s); %s; write again when 'hdfs dfsadmin"
            + " -safemode get' says that it is off",
        HadoopErrors.why(cause),
        state);
  }

  private static IOException denied(Location target, Exception cause, TargetState state) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "access denied (%s); %s; the user or role must be able to make, rename and remove files in"
            + " its folder",
        HadoopErrors.why(cause),
        state);
  }

  /** Adds the state to a message about the store. */
  private static IOException unreachable(Location target, IOException error, TargetState state) {
    String path = target.toString();
    String beginning = OneLine.of("file " + path + ": ");
    String message = error.getMessage().substring(beginning.length());
    return new ArrayFileException(path, error.getCause(), "%s; %s", message, state);
  }

  private static IOException unwritable(Location target, Exception cause, TargetState state) {
    return new ArrayFileException(
        target.toString(),
        HadoopErrors.withoutError(cause),
        "cannot be written to its file system (%s); %s",
        HadoopErrors.why(cause),
        state);
  }
}
