package io.memmap.spark.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * Columns that a query may ask for by name and {@code *} leaves out: {@code _file}, the path of the
 * array's file, and {@code _row}, the row's index in it. A stored column of that name hides one.
 */
public final class MetadataColumns {
  /** The name of the column that tells rows apart. */
  public static final String ROW_NAME = "_row";

  private static final ScanColumn FILE =
      ScanColumn.fileName(new StructField("_file", DataTypes.StringType, false, Metadata.empty()));
  private static final ScanColumn ROW =
      ScanColumn.rowIndex(new StructField(ROW_NAME, DataTypes.LongType, false, Metadata.empty()));

  private MetadataColumns() {}

  /** As Spark asks a table for them. */
  public static MetadataColumn[] all() {
    return new MetadataColumn[] {
      new Described(FILE.field(), "path of the array's file"),
      new Described(ROW.field(), "index of the row in its file's array")
    };
  }

  /** Those that no column of these hides. */
  static List<ScanColumn> beside(List<ScanColumn> columns) {
    List<ScanColumn> visible = new ArrayList<>(List.of(FILE, ROW));
    visible.removeIf(
        metadata ->
            columns.stream()
                .anyMatch(column -> column.field().name().equals(metadata.field().name())));
    return visible;
  }

  private record Described(StructField field, String comment) implements MetadataColumn {
    @Override
    public String name() {
      return field.name();
    }

    @Override
    public DataType dataType() {
      return field.dataType();
    }

    @Override
    public boolean isNullable() {
      return false;
    }
  }
}
