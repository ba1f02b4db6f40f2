package io.memmap.spark.internal.schema;

import io.memmap.spark.internal.read.source.RangeValue;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** The columns that say where a range of rows lies; the same for every array. */
final class RangeColumns {
  private RangeColumns() {}

  static List<ScanColumn> all() {
    List<ScanColumn> columns = new ArrayList<>();
    columns.add(new ScanColumn.FileName(field("file", DataTypes.StringType)));
    for (RangeValue value : RangeValue.values()) {
      columns.add(new ScanColumn.OfRange(field(value.column(), value.type()), value));
    }
    return columns;
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }
}
