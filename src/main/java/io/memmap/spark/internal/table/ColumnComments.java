package io.memmap.spark.internal.table;

import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.schema.ArrayColumns;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The comments of columns in {@code DESCRIBE} and {@code SHOW CREATE TABLE}. */
final class ColumnComments {
  private ColumnComments() {}

  /** The columns with their dtypes, or the axes that they are indices of, as comments. */
  static StructType added(List<ScanColumn> columns) {
    StructField[] fields = new StructField[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      ScanColumn column = columns.get(i);
      fields[i] = column.field().withComment(comment(column, i));
    }
    return new StructType(fields);
  }

  /** Index columns come first, in the order of the axes. */
  private static String comment(ScanColumn column, int position) {
    Metadata metadata = column.field().metadata();
    if (metadata.contains(ArrayColumns.DTYPE_KEY)) {
      return "dtype " + metadata.getString(ArrayColumns.DTYPE_KEY);
    }
    if (column instanceof ScanColumn.OfFile) {
      return "from the file's path";
    }
    return column instanceof ScanColumn.RowIndex
        ? "index of the row"
        : "index along axis " + position;
  }
}
