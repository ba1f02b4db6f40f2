package io.memmap.spark.internal.files;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * The columns that folders named {@code key=value} make, as in Hive and Spark's file sources:
 * {@code year=2024/day=7}. A column is int, bigint, double or date if all its values are, else
 * string.
 */
public final class FolderColumns {
  /** The value that Hive and Spark write for null. */
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  private static final String INFERENCE = "spark.sql.sources.partitionColumnTypeInference.enabled";

  /** The files whose folders determine the columns; none if the columns are given. */
  private final List<FoundFile> files;

  private final List<String> keys;
  private final List<DataType> types = new ArrayList<>();

  /**
   * Infers the columns from the folders of all files.
   *
   * @throws IllegalArgumentException if two files lie in folders of different keys
   */
  public FolderColumns(List<FoundFile> files) {
    this.files = List.copyOf(files);
    this.keys = List.copyOf(files.get(0).folders().keySet());
    for (FoundFile file : files) {
      List<String> other = List.copyOf(file.folders().keySet());
      if (!other.equals(keys)) {
        throw PathErrors.foldersDisagree(files.get(0).location(), keys, file.location(), other);
      }
    }
    keys.forEach(key -> types.add(type(key)));
  }

  private FolderColumns(List<StructField> fields, List<FoundFile> files) {
    this.files = files;
    this.keys = fields.stream().map(StructField::name).toList();
    fields.forEach(field -> types.add(field.dataType()));
  }

  /** Columns that are known already, for files that come later. */
  public static FolderColumns known(List<StructField> fields) {
    return new FolderColumns(fields, List.of());
  }

  private DataType type(String key) {
    boolean inferred = Boolean.parseBoolean(SparkSession.active().conf().get(INFERENCE, "true"));
    if (inferred && all(key, Integer::valueOf)) {
      return DataTypes.IntegerType;
    }
    if (inferred && all(key, Long::valueOf)) {
      return DataTypes.LongType;
    }
    if (inferred && all(key, FolderColumns::number)) {
      return DataTypes.DoubleType;
    }
    return inferred && all(key, FolderColumns::days) ? DataTypes.DateType : DataTypes.StringType;
  }

  private boolean all(String key, Function<String, ?> parser) {
    try {
      long values =
          files.stream()
              .map(file -> file.folders().get(key))
              .filter(value -> !value.equals(NULL))
              .map(parser)
              .count();
      return values > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A double, without the forms {@code 1d} and {@code 0x1p3} that Java's parser takes. */
  private static Double number(String text) {
    if (!text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
      throw new NumberFormatException(text);
    }
    return Double.valueOf(text);
  }

  /** Days since 1970-01-01, as Spark counts them. */
  private static Integer days(String text) {
    try {
      return Math.toIntExact(LocalDate.parse(text).toEpochDay());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new NumberFormatException(text);
    }
  }

  public List<StructField> fields() {
    List<StructField> fields = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      fields.add(new StructField(keys.get(i), types.get(i), true, Metadata.empty()));
    }
    return fields;
  }

  /**
   * Values of the columns for a file that was not there when the columns were determined.
   *
   * @throws IllegalArgumentException if its folders have other keys, or a value that its column
   *     cannot hold
   */
  public List<Object> laterValues(FoundFile file) {
    List<String> found = List.copyOf(file.folders().keySet());
    if (!found.equals(keys)) {
      throw PathErrors.otherFolders(file.location(), keys, found);
    }
    try {
      return values(file);
    } catch (NumberFormatException e) {
      throw PathErrors.otherFolderValue(file.location(), fields(), e.getMessage());
    }
  }

  /** Values of the columns for one file; null for {@code __HIVE_DEFAULT_PARTITION__}. */
  public List<Object> values(FoundFile file) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      values.add(value(file.folders(), keys.get(i), types.get(i)));
    }
    return values;
  }

  private static Object value(Map<String, String> folders, String key, DataType type) {
    String text = folders.get(key);
    if (text.equals(NULL)) {
      return null;
    }
    if (type.equals(DataTypes.IntegerType)) {
      return Integer.valueOf(text);
    }
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(text);
    }
    if (type.equals(DataTypes.DateType)) {
      return days(text);
    }
    return type.equals(DataTypes.DoubleType) ? (Object) Double.valueOf(text) : text;
  }

  /**
   * Decodes {@code %3A} and the like, which Spark writes for characters that file names cannot
   * have.
   */
  static String unescaped(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEscape) {
      return name;
    }
  }
}
