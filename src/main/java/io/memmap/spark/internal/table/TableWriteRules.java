package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.MetadataColumns;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.resolve.ResolvedArray;
import java.util.Arrays;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;

/**
 * Checks whether a SQL statement may change the array of a table: {@code INSERT} writes whole rows,
 * {@code UPDATE} and {@code MERGE} whole rows or, with {@code layout=cells}, elements.
 */
final class TableWriteRules {
  private final ReadOptions options;
  private final ResolvedArray array;

  TableWriteRules(ReadOptions options, ResolvedArray array) {
    this.options = options;
    this.array = array;
  }

  /**
   * Checks an {@code INSERT}.
   *
   * @throws UnsupportedOperationException if its rows are not whole rows of the array
   */
  void checkInsert() {
    refuseIf(
        array.layout() == ArrayLayout.CELLS,
        "INSERT of cells",
        "the array has all its elements; UPDATE them, or leave layout out and insert rows");
    refuseBytes("INSERT");
    refuseParts("INSERT");
  }

  /**
   * Checks a statement that changes rows, which stay where they are.
   *
   * @throws UnsupportedOperationException if the statement would move rows, or if it is not clear
   *     which row it means
   */
  void checkUpdate(Command command) {
    refuseIf(
        command == Command.DELETE,
        "DELETE",
        "it would move rows; write those that stay with CREATE OR REPLACE TABLE");
    refuseIf(array.sources().all().size() != 1, command + " of several files", "name one of them");
    if (array.layout() == ArrayLayout.CELLS) {
      return; // the indices of an element say where it is, in any slice
    }
    refuseIf(
        options.rowIndex().filter(MetadataColumns.ROW_NAME::equalsIgnoreCase).isPresent(),
        command + " of a table whose rowIndex is " + MetadataColumns.ROW_NAME,
        "leave the option out, each table has such a column");
    refuseIf(
        Arrays.asList(array.schema().fieldNames()).contains(MetadataColumns.ROW_NAME),
        command + " of an array with a column " + MetadataColumns.ROW_NAME,
        "write it with option mode r+ and rowIndex");
    refuseBytes(command.toString());
    refuseParts(command.toString());
  }

  private void refuseBytes(String asked) {
    refuseIf(
        array.layout() == ArrayLayout.BYTES,
        asked + " of rows as bytes",
        "leave layout out, or give a dtype of V and the bytes of a row");
    refuseIf(
        array.layout() == ArrayLayout.RANGES,
        asked + " of ranges of rows",
        "they say where rows lie; leave layout out");
  }

  /** Refuses slices: their rows would be written to other places than they were read from. */
  private void refuseParts(String asked) {
    ArraySource first = array.sources().all().get(0);
    refuseIf(
        !first.slice().takesWholeRows(first.spec().shape()),
        asked + " of slice '" + first.slice() + "'",
        "its rows are not whole rows of the array; leave the option out");
  }

  private void refuseIf(boolean wrong, String asked, String cure) {
    if (wrong) {
      throw TableErrors.tableStays(array.sources().all().get(0).file().path(), asked, cure);
    }
  }
}
