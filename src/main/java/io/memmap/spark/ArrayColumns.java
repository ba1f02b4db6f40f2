package io.memmap.spark;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.spark.read.ScanColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** The columns of an array in a layout: their names, types and views. */
final class ArrayColumns {
  /** Key of a field's metadata under which its NumPy dtype stands, as {@code <f4}. */
  static final String DTYPE_KEY = "memmap.dtype";

  private static final int MOST_COLUMNS = 10_000;

  /** Spark's limit ({@code ByteArrayMethods.MAX_ROUNDED_ARRAY_LENGTH}). */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 15;

  private final String path;
  private final ArraySpec spec;

  ArrayColumns(String path, ArraySpec spec) {
    this.path = path;
    this.spec = spec;
  }

  List<ScanColumn> in(ArrayLayout layout) {
    ArrayView view = spec.view().asRows();
    if (spec.dtype() instanceof StructuredDType structured) {
      return fields(view, structured, layout);
    }
    if (layout == ArrayLayout.ARRAY || view.rank() == 1) {
      return List.of(column("value", view));
    }
    return indexed(view);
  }

  private List<ScanColumn> fields(ArrayView view, StructuredDType structured, ArrayLayout layout) {
    if (view.rank() > 1) {
      throw MemmapErrors.badFile(
          path,
          ("shape " + spec.shape() + " of the packed struct " + structured.descr())
              + " is not read yet; a packed struct needs a 1-D shape");
    }
    if (layout == ArrayLayout.ARRAY) {
      throw MemmapErrors.badFile(
          path,
          ("layout=array of the packed struct " + structured.descr())
              + " is not read yet; use layout=columns");
    }
    List<ScanColumn> columns = new ArrayList<>();
    for (DTypeField field : structured.fields()) {
      columns.add(column(field.name(), view.field(field)));
    }
    return columns;
  }

  private List<ScanColumn> indexed(ArrayView view) {
    if (view.rank() > 2) {
      throw MemmapErrors.layoutColumnsNeedsTwoAxes(path, view.shape());
    }
    long count = view.shape().length(1);
    if (count > MOST_COLUMNS) {
      throw MemmapErrors.tooManyColumns(path, count, MOST_COLUMNS);
    }
    List<ScanColumn> columns = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      columns.add(column("_c" + j, view.at(1, j)));
    }
    return columns;
  }

  private ScanColumn column(String name, ArrayView view) {
    DataType type = TypeMapping.sparkType(((ScalarDType) view.dtype()).kind());
    for (int axis = view.rank() - 1; axis > 0; axis--) {
      if (view.shape().length(axis) > LONGEST_ARRAY) {
        throw MemmapErrors.rowTooLong(path, view.shape().length(axis));
      }
      type = DataTypes.createArrayType(type, false);
    }
    Metadata metadata = new MetadataBuilder().putString(DTYPE_KEY, view.dtype().descr()).build();
    return ScanColumn.values(new StructField(name, type, false, metadata), view);
  }

  /** The dtype that a field brought along from the array it was read from, if it still fits. */
  static Optional<DType> carriedDType(StructField field) {
    if (!field.metadata().contains(DTYPE_KEY)) {
      return Optional.empty();
    }
    DataType type = field.dataType();
    while (type instanceof ArrayType array) {
      type = array.elementType();
    }
    DType dtype = DType.parse(field.metadata().getString(DTYPE_KEY));
    boolean fits =
        dtype instanceof ScalarDType scalar && TypeMapping.readableAs(scalar.kind()).contains(type);
    return fits ? Optional.of(dtype) : Optional.empty();
  }
}
