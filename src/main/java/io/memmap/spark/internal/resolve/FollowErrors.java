package io.memmap.spark.internal.resolve;

import io.memmap.array.OneLine;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;

/**
 * Errors of streams that follow files. Each message says what the checkpoint has of a file, what
 * was found, and what to do.
 */
public final class FollowErrors {
  private static final String GO_ON =
      " or give option failOnDataLoss=false, which goes on and leaves a warning in the log";

  private FollowErrors() {}

  static IllegalArgumentException nothingYet(String path) {
    return PathErrors.badFile(
        path,
        "no array is there yet, and nothing says what the files will hold; give dtype and shape,"
            + " or a schema, or start the stream when the first file is there");
  }

  /** Another file has the path of one that the stream has read. */
  public static IllegalStateException replaced(
      String path, long rows, String identity, FollowedFile found) {
    return lost(
        path,
        "replaced by another file since the stream read it, the checkpoint has "
            + rows
            + " rows of "
            + identity
            + ", found "
            + found.rows()
            + " rows of "
            + found.identity()
            + "; put the old file back, or start a query with another checkpoint,"
            + GO_ON
            + ": with the first row of the new file");
  }

  /** A file has lost rows. */
  public static IllegalStateException shorter(String path, long rows, FollowedFile found) {
    return lost(
        path,
        "became shorter since the stream read it, the checkpoint has "
            + rows
            + " rows, found "
            + found.rows()
            + "; put the rows back, or start a query with another checkpoint,"
            + GO_ON
            + ": with the rows that come after these");
  }

  /**
   * A file is not there any more.
   *
   * @param rows that the checkpoint has of it
   * @param known rows that are known to have been there
   */
  public static IllegalStateException gone(String path, long rows, long known) {
    return lost(
        path,
        "deleted before all of its rows were read, the checkpoint has "
            + rows
            + " of "
            + known
            + " rows, found no file; put it back,"
            + GO_ON
            + ": without these rows");
  }

  /** The only file of a stream is not there any more. */
  public static IllegalStateException notThere(String path, long rows) {
    return lost(
        path,
        "the checkpoint has "
            + rows
            + " rows of it, found no file; put it back,"
            + GO_ON
            + " and waits for it");
  }

  private static IllegalStateException lost(String path, String found) {
    return new IllegalStateException(OneLine.of("file " + path + ": " + found));
  }

  /** The checkpoint belongs to a query that follows other files. */
  public static IllegalStateException otherFiles(String checkpoint, String known, String asked) {
    return new IllegalStateException(
        OneLine.of(
            "checkpoint "
                + checkpoint
                + ": it is of a stream that read "
                + known
                + ", found a query that reads "
                + asked
                + "; give this query a checkpointLocation of its own"));
  }

  /** The checkpoint counts rows of another kind. */
  public static IllegalStateException otherArray(String checkpoint, String known, String found) {
    return new IllegalStateException(
        OneLine.of(
            "checkpoint "
                + checkpoint
                + ": it counts rows of "
                + known
                + ", found "
                + found
                + "; give the options that the stream began with, or a checkpointLocation of its"
                + " own"));
  }

  /** A text in the checkpoint that no stream of arrays has written. */
  public static IllegalStateException badOffset(String checkpoint, String text, String reason) {
    return new IllegalStateException(
        OneLine.of(
            "checkpoint "
                + checkpoint
                + ": the offset "
                + text
                + " cannot be read ("
                + reason
                + "); it was written by another source or a later version; use that one, or another"
                + " checkpointLocation"));
  }

  /** A file of the checkpoint is missing. */
  public static IllegalStateException noState(String checkpoint, String name) {
    return new IllegalStateException(
        OneLine.of(
            "checkpoint "
                + checkpoint
                + ": the file "
                + name
                + " is missing, which has the rows that were read of each file; copy a checkpoint"
                + " with all of its folders, or start a query with another checkpointLocation"));
  }

  /** A stream that is to begin after the last row. */
  public static IllegalArgumentException startsLater(long asked, long found) {
    return OptionErrors.badOption(
        MemmapOptions.STARTING_ROW,
        Long.toString(asked),
        "the files have "
            + found
            + " rows; give a row from 0 to "
            + found
            + ", or latest for those that come next");
  }
}
