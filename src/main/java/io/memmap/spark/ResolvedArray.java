package io.memmap.spark;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.spark.read.ScanColumn;
import io.memmap.storage.Access;
import io.memmap.storage.FileStamp;
import io.memmap.storage.WideRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options and schema held against the file: an array whose every length is known, and its columns.
 * Fixed from {@code load} on.
 */
record ResolvedArray(ArraySpec spec, ArrayLayout layout, List<ScanColumn> columns) {
  private static final Logger LOG = LoggerFactory.getLogger(ResolvedArray.class);

  /**
   * Looks at the file and settles dtype, shape, layout and columns.
   *
   * @param schema as the user gave it, if at all
   * @throws IllegalArgumentException if the file can't hold what is asked for
   */
  static ResolvedArray of(ReadOptions options, Optional<StructType> schema) {
    String path = options.path().toString();
    List<StructField> asked =
        schema.map(given -> withoutRowIndex(given, options.rowIndex())).orElse(List.of());
    ArraySpec spec = fit(options, asked);
    ArrayLayout layout =
        options.layout().orElse(spec.shape().rank() <= 2 ? ArrayLayout.COLUMNS : ArrayLayout.ARRAY);
    List<ScanColumn> columns = new ArrayColumns(path, spec).in(layout);
    if (!asked.isEmpty()) {
      columns = new UserSchema(path, asked).applyTo(columns);
    }
    refuseTooWide(path, columns, options.access());
    columns = withRowIndex(columns, options.rowIndex());
    refuseDuplicates(columns);
    return new ResolvedArray(spec, layout, columns);
  }

  StructType schema() {
    return new StructType(columns.stream().map(ScanColumn::field).toArray(StructField[]::new));
  }

  private static ArraySpec fit(ReadOptions options, List<StructField> asked) {
    FileStamp file = WholeFile.stamp(options);
    DType dtype =
        options
            .dtype()
            .or(() -> describedBy(asked, options.shape()))
            .orElse(new ScalarDType(ScalarKind.UINT8, Endian.LITTLE));
    Shape shape = options.shape().orElse(Shape.of(Shape.INFERRED));
    try {
      return new ArraySpec(dtype, shape, options.order(), options.offset()).fit(file.bytes());
    } catch (InvalidArrayException e) {
      throw MemmapErrors.badFile(file.path(), e.getMessage());
    }
  }

  private static Optional<DType> describedBy(List<StructField> asked, Optional<Shape> shape) {
    return asked.isEmpty() ? Optional.empty() : Optional.of(SchemaDType.of(asked, shape));
  }

  /** Warns if the default dtype was used where the file's size suggests another. */
  void warnOfForgottenDType(ReadOptions options) {
    if (options.dtype().isPresent()) {
      return;
    }
    long bytes = spec.bytes();
    FileStamp file = LocalPath.stamp(options.path());
    long found = file.bytes() - spec.offset();
    String likely =
        bytes == 0 || found % bytes != 0
            ? ""
            : switch ((int) Math.min(found / bytes, 17)) {
              case 2 -> "int16, uint16 or float16";
              case 4 -> "float32 or int32";
              case 8 -> "float64 or int64";
              case 16 -> "complex128";
              default -> "";
            };
    if (!likely.isEmpty()) {
      LOG.warn(
          "file {}: read as uint8, the default dtype, shape {} takes 1 of {} bytes; was {} meant?",
          file.path(),
          spec.shape(),
          found / bytes,
          likely);
    }
  }

  /** A schema may name the row index column as it comes out, first; it is not a stored column. */
  private static List<StructField> withoutRowIndex(StructType schema, Optional<String> rowIndex) {
    List<StructField> fields = Arrays.asList(schema.fields());
    boolean named =
        !fields.isEmpty()
            && rowIndex.isPresent()
            && fields.get(0).name().equals(rowIndex.get())
            && fields.get(0).dataType().equals(DataTypes.LongType);
    return named ? fields.subList(1, fields.size()) : fields;
  }

  private static List<ScanColumn> withRowIndex(
      List<ScanColumn> columns, Optional<String> rowIndex) {
    if (rowIndex.isEmpty()) {
      return columns;
    }
    List<ScanColumn> all = new ArrayList<>();
    all.add(
        ScanColumn.rowIndex(
            new StructField(rowIndex.get(), DataTypes.LongType, false, Metadata.empty())));
    all.addAll(columns);
    return all;
  }

  private static void refuseTooWide(String path, List<ScanColumn> columns, Access access) {
    for (ScanColumn column : columns) {
      column
          .view()
          .flatMap(view -> WideRows.refusal(view, access))
          .ifPresent(
              found -> {
                throw MemmapErrors.rowTooWide(path, column.field().name(), found);
              });
    }
  }

  private static void refuseDuplicates(List<ScanColumn> columns) {
    boolean caseSensitive =
        Boolean.parseBoolean(SparkSession.active().conf().get("spark.sql.caseSensitive", "false"));
    Set<String> exact = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (ScanColumn column : columns) {
      String name = column.field().name();
      boolean alike = !exact.add(name);
      if (!seen.add(caseSensitive ? name : name.toLowerCase(Locale.ROOT))) {
        throw MemmapErrors.duplicateColumn(name, alike);
      }
    }
  }
}
