package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.array.Shape;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.Location;
import io.memmap.storage.publish.CommittedEpochs;
import io.memmap.storage.runs.IndexProblems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Errors of a write that the driver finds in the rows of all tasks together, or in the file that it
 * changes. An {@link InvalidArrayException} gets the file's name from its catcher.
 */
final class CommitErrors {
  private static final String ONE_OF_EACH = "keep one row of each index, as dropDuplicates does";

  private static final String MISSING =
      "give options shape and nullValue, which is then stored in the missing rows; or write single"
          + " elements by layout=cells, or these rows by save mode append with option mode=r+ into"
          + " an array of zeros that is there; or add the missing rows by a join with spark.range";

  private static final String OTHER_CURE =
      "put the stream's own file back, or go on with this one as a new stream: give another"
          + " checkpointLocation";

  private CommitErrors() {}

  /** Lengths of arrays that differ between two partitions. */
  static IllegalArgumentException ragged(String path, StagedRuns one, StagedRuns other) {
    return new IllegalArgumentException(
        OneLine.format(
            "file %s: ragged: arrays of lengths %s in partition %d, %s in partition %d; all rows"
                + " must have equal lengths",
            path, one.lengths(), one.partition(), other.lengths(), other.partition()));
  }

  /**
   * Row indices that occur twice, are missing or have no place in the array.
   *
   * @param outside which indices have a place, and what to do with others; empty if all have one
   */
  static IllegalArgumentException badRowIndex(
      Location path, IndexProblems problems, Optional<String> outside) {
    return new IllegalArgumentException(
        OneLine.format(
            "file %s: the row index has %s; each row of the array comes once%s%s%s",
            path,
            problems.found(),
            problems.hasDuplicates() ? "; " + ONE_OF_EACH : "",
            problems.hasGaps() ? "; " + MISSING : "",
            outside
                .filter(advice -> problems.hasOutside())
                .map(advice -> "; " + advice)
                .orElse("")));
  }

  /**
   * Cells that occur twice.
   *
   * @param found in the array's own indices
   */
  static IllegalArgumentException badCells(Location path, String found) {
    return new IllegalArgumentException(
        OneLine.format(
            "file %s: the cells have %s; each element comes once at the most, so %s",
            path, found, ONE_OF_EACH));
  }

  /** For {@link #badRowIndex}: a new array of a known shape. */
  static String indicesOfShape(Shape shape, long rows) {
    return OneLine.format("shape %s has the indices 0 to %d; give a longer one", shape, rows - 1);
  }

  /** For {@link #badRowIndex}: rows {@code before} to {@code after}, exclusive, are appended. */
  static String indicesOfAppended(long before, long after) {
    return OneLine.format(
        "rows that are appended get the indices %d to %d, since the array has %d rows; leave option"
            + " rowIndex out to append them in their order",
        before, after - 1, before);
  }

  /** For {@link #badRowIndex}: rows of the file are replaced. */
  static String indicesOfFile(long rows) {
    return OneLine.format(
        "rows of the array have the indices 0 to %d, others are added by save mode append without"
            + " option mode",
        rows - 1);
  }

  static InvalidArrayException shapeIsNotThatAfterAppend(Shape shape, long before, long added) {
    return new InvalidArrayException(
        OneLine.format(
            "shape %s: the file has %d rows and gets %d; give the shape after the append, or leave"
                + " it out",
            shape, before, added));
  }

  /** A raw file whose length is not a multiple of the row's. */
  static InvalidArrayException endsInsideARow(long rowBytes, long offset, long fileBytes) {
    return new InvalidArrayException(
        OneLine.format(
            "append of rows of %d bytes after offset %d: found a file of %d bytes, which does not"
                + " end with a row; check dtype, columns and offset",
            rowBytes, offset, fileBytes));
  }

  /** A file with a header that is longer or shorter than its array. */
  static InvalidArrayException doesNotEndWithArray(ArraySpec array, long fileBytes) {
    return new InvalidArrayException(
        OneLine.format(
            "append to an array of shape %s, which its header says ends at byte %d: found a file of"
                + " %d bytes, and the bytes after the array would be lost; save the array anew",
            array.shape(), array.end(), fileBytes));
  }

  static IOException headerChanged(Location path) {
    return new ArrayFileException(
        path.toString(),
        "another write changed its header meanwhile; nothing was written, write again");
  }

  static IOException changedSincePlanned(Location path) {
    return new ArrayFileException(
        path.toString(),
        "changed after the statement was planned, so that its rows may have been made of old ones;"
            + " nothing was written, run it again");
  }

  static IOException updateUnderWay(Location path) {
    return new ArrayFileException(
        path.toString(),
        "another write is appending to it or updating it; nothing was overwritten, wait for it to"
            + " end and write again, or give option lockTimeout, such as 60s, to let the write"
            + " wait");
  }

  /** A file that a statement was going to change, as it was planned. */
  static IOException goneSincePlanned(Location path) {
    return new ArrayFileException(
        path.toString(),
        "removed after the write was planned; nothing was written, write it anew with save mode"
            + " overwrite");
  }

  /** The file that a stream has written is missing. */
  static IOException goneFromStream(Path path, CommittedEpochs.Last last) {
    return new ArrayFileException(
        path.toString(),
        "not found, but stream %s has written it up to epoch %d, with %d rows then; put it back, or"
            + " begin anew: give another checkpointLocation, which reads the source from its start",
        last.query(),
        last.epoch(),
        last.rows());
  }

  /**
   * Another file has the name of the one that a stream has written.
   *
   * @param inode number of the file that is there
   */
  static IOException notTheFileOfTheStream(Path path, CommittedEpochs.Last last, String inode) {
    return new ArrayFileException(
        path.toString(),
        "stream %s has written file number (inode) %s up to epoch %d, with %d rows then; found"
            + " number %s, which is another file or a copy; "
            + OTHER_CURE,
        last.query(),
        last.inode(),
        last.epoch(),
        last.rows(),
        inode);
  }

  static IOException shorterThanTheStreamLeftIt(Path path, CommittedEpochs.Last last, long bytes) {
    return new ArrayFileException(
        path.toString(),
        "stream %s has left it with %d bytes (%d rows) after epoch %d; found %d bytes, so another"
            + " program has cut it or saved it anew; "
            + OTHER_CURE,
        last.query(),
        last.bytes(),
        last.rows(),
        last.epoch(),
        bytes);
  }

  /**
   * A file of a store is changed by writing it anew, which this one is too long for.
   *
   * @param limit value of option rewriteLimit in bytes
   */
  static IllegalArgumentException tooLongToRewrite(Location path, long bytes, long limit) {
    return new IllegalArgumentException(
        OneLine.format(
            "file %s: a file of '%s' is changed by writing all of it anew, which option"
                + " rewriteLimit allows up to %d bytes, found %d; save the new rows as a further"
                + " file of a folder of arrays, which is read as one table, or give a greater"
                + " rewriteLimit",
            path, path.scheme(), limit, bytes));
  }

  /** The array for a store cannot be put together on the driver's disk. */
  static IOException notPutTogether(Location path, Path folder, IOException reason) {
    return new ArrayFileException(
        path.toString(),
        reason,
        "its rows are put together in folder %s of the driver, which failed (%s); the file is as it"
            + " was; free some space there, or name another disk in the setting spark.local.dir,"
            + " and write again",
        folder,
        FileErrors.reason(reason));
  }

  /** Spark committed a second attempt of a partition whose first attempt has its place. */
  static IOException committedTwice(int partition) {
    return new IOException(OneLine.format("partition %d was committed twice", partition));
  }

  /** The class that a task sent has the right name, but another class loader. */
  static IllegalStateException loadedTwice() {
    return new IllegalStateException(
        "tasks have loaded the connector's jar once more beside the driver, as after ADD JAR in a"
            + " running session; begin the session with --jars or spark.jars instead");
  }
}
