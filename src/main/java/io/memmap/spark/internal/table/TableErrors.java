package io.memmap.spark.internal.table;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionNames;
import java.util.Map;

/**
 * Errors of table names and of statements on tables. Each message says which table, what was asked,
 * what was found, and what to do.
 */
public final class TableErrors {
  private TableErrors() {}

  static IllegalArgumentException badTableName(String name, String pair) {
    return new IllegalArgumentException(
        OneLine.of(
            "table '"
                + name
                + "': '"
                + pair
                + "' is not an option; write arrays.`data.dat?dtype=float32&shape=1000,1000`"));
  }

  static IllegalArgumentException badEscape(String name, String pair) {
    return new IllegalArgumentException(
        OneLine.of(
            "table '"
                + name
                + "': '"
                + pair
                + "' has a % that begins no %XX of two hexadecimal digits; write %25 for the character"));
  }

  /** A statement that a catalog of files does not support. */
  public static UnsupportedOperationException tableStays(String path, String asked, String cure) {
    return new UnsupportedOperationException(
        OneLine.of("file " + path + ": " + asked + " is not done; " + cure));
  }

  static IllegalArgumentException otherColumns(String name, Map<String, String> options) {
    return new IllegalArgumentException(
        OneLine.of(
            "table "
                + name
                + ": the options "
                + OptionNames.shown(options)
                + " would change its columns; put them into the name,"
                + " arrays.`data.dat?dtype=float32&shape=1000,1000`"));
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

  static IllegalArgumentException tableWithoutPath() {
    return new IllegalArgumentException(
        "a table of memmap is one file, and none is named; name it by option(\"path\","
            + " \"/data/a.npy\") before saveAsTable, or by OPTIONS (path '/data/a.npy') in CREATE"
            + " TABLE");
  }

  /** The statement was planned before an unfinished update was finished. */
  static IllegalArgumentException otherRowsNow(String path, Object planned, Object found) {
    return PathErrors.badFile(
        path,
        "an update of it was cut off and is finished now; it had shape "
            + planned
            + " when this statement was planned, found "
            + found
            + "; the statement changed nothing, run it again");
  }
}
