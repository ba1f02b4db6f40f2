package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that a query reads by name and {@code *} leaves out: {@code _file}, the path of the
 * array's file, and {@code _row}, the row's index in it. A column of the array with the same name
 * hides such a column. For each nullable column there is a further one without nulls, which holds
 * each value in a struct.
 */
public final class MetadataColumns {
  /** Name of the column that holds the file's path. */
  public static final String FILE_NAME = "_file";

  /** Name of the column that holds the row's index. */
  public static final String ROW_NAME = "_row";

  private static final ScanColumn FILE =
      new ScanColumn.FileName(
          new StructField(FILE_NAME, DataTypes.StringType, false, Metadata.empty()));
  private static final ScanColumn ROW =
      new ScanColumn.RowIndex(
          new StructField(ROW_NAME, DataTypes.LongType, false, Metadata.empty()));

  private MetadataColumns() {}

  /** The metadata columns of every table. */
  public static MetadataColumn[] all() {
    return new MetadataColumn[] {
      new Described(FILE.field(), "path of the array's file"),
      new Described(ROW.field(), "index of the row in its file's array")
    };
  }

  /** The metadata columns of a table with these columns. */
  public static MetadataColumn[] allOf(List<ScanColumn> columns) {
    Stream<MetadataColumn> boxed =
        boxed(columns).values().stream()
            .map(box -> new Described(box.field(), "a value in a struct that is never null"));
    return Stream.concat(Arrays.stream(all()), boxed).toArray(MetadataColumn[]::new);
  }

  /** The metadata columns that none of these columns hides. */
  static List<ScanColumn> beside(List<ScanColumn> columns) {
    List<ScanColumn> visible = new ArrayList<>(List.of(FILE, ROW));
    visible.removeIf(
        metadata ->
            columns.stream()
                .anyMatch(column -> column.field().name().equals(metadata.field().name())));
    visible.addAll(boxed(columns).values());
    return visible;
  }

  /**
   * Nullable stored columns, as columns of structs that are never null: Spark accepts no nullable
   * column as the identity of a row ({@code SupportsDelta.rowId}).
   *
   * @return the new columns, under unused names, by the names of the nullable columns
   */
  public static Map<String, ScanColumn> boxed(List<ScanColumn> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.field().name().toLowerCase(Locale.ROOT)));
    Map<String, ScanColumn> boxed = new LinkedHashMap<>();
    for (ScanColumn column : columns) {
      StructField field = column.field();
      if (field.nullable() && column.dtype().isPresent()) {
        String name = "_boxed_" + field.name();
        while (!names.add(name.toLowerCase(Locale.ROOT))) {
          name = "_" + name;
        }
        StructField value = new StructField("value", field.dataType(), true, Metadata.empty());
        DataType box = new StructType(new StructField[] {value});
        boxed.put(field.name(), column.as(new StructField(name, box, false, Metadata.empty())));
      }
    }
    return boxed;
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

    /**
     * An update does not need the file's name back, so Spark reads it only if a statement names it.
     * Null leaves Spark's defaults.
     */
    @SuppressWarnings("MissingOverride") // new in Spark 4.0
    public String metadataInJSON() {
      return field.equals(FILE.field()) ? "{\"__preserve_on_update\": false}" : null;
    }

    @Override
    public boolean isNullable() {
      return false;
    }
  }
}
