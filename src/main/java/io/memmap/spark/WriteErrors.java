package io.memmap.spark;

import io.memmap.array.OneLine;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Transform;

/**
 * Errors that a user can make when writing, found before any task starts. Each says in this order:
 * which option or file, what it asked, what was found, what to do. What they advise never makes a
 * file that is there unreadable.
 */
final class WriteErrors {
  private WriteErrors() {}

  /**
   * What methods of a writer say, in the user's words.
   *
   * @param key under which Spark hands it over
   * @param columns as a list in JSON
   */
  static IllegalArgumentException notDone(String key, String columns) {
    String method =
        switch (key) {
          case "__partition_columns" -> "partitionBy";
          case "__clustering_columns" -> "clusterBy";
          default -> "";
        };
    if (method.isEmpty()) {
      return new IllegalArgumentException(
          OneLine.of(
              "'" + key + "' of Spark is not known to memmap; save without what it stands for"));
    }
    return parts(method, columns);
  }

  /**
   * What a new table is asked for beside its columns.
   *
   * @param partitions as Spark calls all of them
   */
  static IllegalArgumentException partitioned(Transform[] partitions) {
    Transform first = partitions[0];
    String method =
        switch (first.name()) {
          case "bucket", "sorted_bucket" -> "bucketBy";
          case "cluster_by" -> "clusterBy";
          default -> "partitionBy";
        };
    String columns =
        Arrays.stream(partitions)
            .flatMap(partition -> Arrays.stream(partition.references()))
            .map(column -> String.join(".", column.fieldNames()))
            .collect(Collectors.joining(", ", "[", "]"));
    return parts(method, columns);
  }

  static IllegalArgumentException tableWithoutPath() {
    return new IllegalArgumentException(
        "a table of memmap is one file, and none is named; name it by option(\"path\","
            + " \"/data/a.npy\") before saveAsTable, or by OPTIONS (path '/data/a.npy') in CREATE"
            + " TABLE");
  }

  static UnsupportedOperationException columnsStay(String table, String file) {
    return new UnsupportedOperationException(
        "table "
            + table
            + " of "
            + file
            + ": ALTER TABLE would give it columns that its file has not; DROP TABLE, which keeps"
            + " the file, and create it again");
  }

  private static IllegalArgumentException parts(String method, String columns) {
    return new IllegalArgumentException(
        OneLine.of(
            method
                + " "
                + columns
                + ": one save makes one array file, which has no parts by values of columns; leave "
                + method
                + " out, or save the rows of each value to a file of its own, for v in values:"
                + " df.where(df.k == v).drop(\"k\").write.format(\"memmap\").save(f\"k-{v}.npy\")"));
  }

  static IllegalArgumentException overHeader(String path, long offset) {
    return MemmapErrors.badFile(
        path,
        "bytes written from offset "
            + offset
            + " on would destroy the .npy header that it begins with; give header=npy, which keeps"
            + " it, and leave out what it says itself: dtype, shape, order and offset");
  }

  static IllegalArgumentException overArchive(String path) {
    return MemmapErrors.badFile(
        path,
        "an .npz archive, which has checksums of its members and a directory at its end; bytes"
            + " written into it would make it unreadable; save the array as a file *.npy of its"
            + " own");
  }

  static IllegalArgumentException archiveNotWritten(String path) {
    return MemmapErrors.badFile(
        path, "no .npz archive is made or changed, found the name *.npz; name a file *.npy");
  }

  static IllegalArgumentException offsetBehindHeader(long offset) {
    return MemmapErrors.badOption(
        MemmapOptions.OFFSET,
        String.valueOf(offset),
        "the data of a .npy file start behind its header; leave it out, or name a new file that"
            + " does not end in .npy");
  }

  /** The statement was planned for the rows that were there before. */
  static IllegalArgumentException otherRowsNow(String path, Object planned, Object found) {
    return MemmapErrors.badFile(
        path,
        "an update of it was cut off and is finished now; it had shape "
            + planned
            + " when this statement was planned, found "
            + found
            + "; the statement changed nothing, run it again");
  }

  /** Of a write into the array that is there. */
  static IllegalArgumentException contradictsHeader(
      String path, String key, Object asked, Object found) {
    return MemmapErrors.badFile(
        path,
        "option "
            + key
            + "='"
            + asked
            + "' contradicts its header, found "
            + key
            + " "
            + found
            + "; leave the option out, or replace the whole array by a write in save mode"
            + " overwrite");
  }
}
