package io.memmap.spark.internal.schema;

import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.source.ArrayPart;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.storage.window.WindowPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of an array in one layout: names, types and views. */
public final class ArrayColumns {
  /** Key in a field's metadata for its NumPy dtype, such as {@code <f4}. */
  public static final String DTYPE_KEY = "memmap.dtype";

  /** Key in the metadata of a structured array's first column for the dtype of whole elements. */
  private static final String RECORD_KEY = "memmap.record";

  private static final int MOST_COLUMNS = 10_000;

  /** Longest array in Spark ({@code ByteArrayMethods.MAX_ROUNDED_ARRAY_LENGTH}). */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 15;

  private final String path;
  private final ArrayView array;
  private final boolean bytesAsText;

  /**
   * The columns of one file.
   *
   * @param array the view that is read
   * @param bytesAsText whether {@code S} is read as string
   */
  public ArrayColumns(String path, ArrayView array, boolean bytesAsText) {
    this.path = path;
    this.array = array;
    this.bytesAsText = bytesAsText;
  }

  /**
   * The columns in a layout.
   *
   * @param block view of a single block, if {@code layout=bytes} shows blocks of rows
   */
  public List<ScanColumn> in(ArrayLayout layout, Optional<ArrayView> block) {
    ArrayView view = array.asRows();
    return switch (layout) {
      case COLUMNS -> columns(view);
      case ARRAY -> List.of(column("value", new ArrayPart.Rows(), view, view.dtype()));
      case CELLS -> cells(view);
      case BYTES -> List.of(block.map(this::blocksAsBytes).orElseGet(() -> rowsAsBytes(view)));
      case RANGES -> RangeColumns.all();
    };
  }

  private List<ScanColumn> columns(ArrayView view) {
    if (view.rank() == 1) {
      return array.dtype() instanceof StructuredDType structured
          ? fields(view, structured)
          : List.of(column("value", new ArrayPart.Rows(), view, view.dtype()));
    }
    if (view.rank() > 2) {
      throw SchemaErrors.layoutColumnsNeedsTwoAxes(path, view.shape());
    }
    long count = view.shape().length(1);
    refuseTooMany(count);
    List<ScanColumn> columns = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      columns.add(column("_c" + j, new ArrayPart.Column(j), view, view.dtype()));
    }
    return columns;
  }

  private List<ScanColumn> fields(ArrayView view, StructuredDType structured) {
    refuseTooMany(structured.fields().size());
    List<ScanColumn> columns = new ArrayList<>();
    for (DTypeField field : structured.fields()) {
      columns.add(column(field.name(), new ArrayPart.Field(field), view, field.dtype()));
    }
    if (!columns.isEmpty()) {
      ScanColumn first = columns.get(0);
      columns.set(0, first.as(withRecord(first.field(), structured)));
    }
    return columns;
  }

  private void refuseTooMany(long count) {
    if (count > MOST_COLUMNS) {
      throw SchemaErrors.tooManyColumns(path, count, MOST_COLUMNS);
    }
  }

  /**
   * One column.
   *
   * @param dtype dtype in which a row's value is stored, sub-arrays included
   */
  private ScanColumn column(String name, ArrayPart part, ArrayView rows, DType dtype) {
    ArrayView view = part.view(rows);
    for (int axis = view.rank() - 1; axis > 0; axis--) {
      refuseTooLong(view.shape().length(axis));
    }
    DataType element = element(view.dtype());
    boolean nullable = TypeMapping.isNullable(view.dtype());
    DataType type = TypeMapping.nested(element, view.rank() - 1, nullable);
    Metadata described = RowLengths.added(TypeMapping.field(name, type, dtype).metadata(), view);
    StructField field = new StructField(name, type, nullable && view.rank() == 1, described);
    return new ScanColumn.Stored(field, part, view.dtype());
  }

  private DataType element(DType dtype) {
    refuseTooLongInside(dtype);
    return TypeMapping.sparkType(dtype, bytesAsText);
  }

  private void refuseTooLongInside(DType dtype) {
    if (dtype instanceof SubArrayDType array) {
      for (int axis = 0; axis < array.shape().rank(); axis++) {
        refuseTooLong(array.shape().length(axis));
      }
      refuseTooLongInside(array.base());
    } else if (dtype instanceof StructuredDType structured) {
      structured.fields().forEach(field -> refuseTooLongInside(field.dtype()));
    }
  }

  private void refuseTooLong(long length) {
    if (length > LONGEST_ARRAY) {
      throw SchemaErrors.rowTooLong(path, length);
    }
  }

  /** The length of the first axis is left out: it may be 0 in one file and more in others. */
  private List<ScanColumn> cells(ArrayView view) {
    List<ScanColumn> columns = new ArrayList<>();
    Shape shape = array.shape();
    long step = shape.rank() == 0 ? 1 : shape.withFirst(1).elements();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long length = Math.max(1, shape.length(axis));
      step = axis == 0 ? Math.max(1, step) : Math.max(1, step / length);
      StructField field = new StructField("i" + axis, DataTypes.LongType, false, Metadata.empty());
      AxisIndex index = axis == 0 ? AxisIndex.ofFirst(step) : AxisIndex.of(step, length);
      columns.add(new ScanColumn.OfAxis(field, index));
    }
    StructField value = TypeMapping.field("value", element(view.dtype()), view.dtype());
    columns.add(new ScanColumn.Stored(value, new ArrayPart.Cells(), view.dtype()));
    return columns;
  }

  private ScanColumn rowsAsBytes(ArrayView view) {
    if (view.rowBytes() > LONGEST_ARRAY) {
      throw SchemaErrors.rowBytesTooMany(path, view.rowBytes());
    }
    String dtype = "|V" + view.rowBytes();
    Metadata metadata = new MetadataBuilder().putString(DTYPE_KEY, dtype).build();
    StructField field = new StructField("value", DataTypes.BinaryType, false, metadata);
    ArrayPart bytes = new ArrayPart.RowBytes();
    return new ScanColumn.Stored(field, bytes, bytes.view(view).dtype());
  }

  /** Blocks of rows differ in length, so no dtype describes them. */
  private ScanColumn blocksAsBytes(ArrayView block) {
    long rows = block.shape().length(1);
    long rowBytes = array.asRows().rowBytes();
    if (rowBytes > LONGEST_ARRAY) {
      throw SchemaErrors.rowBytesTooMany(path, rowBytes);
    }
    long most = rowBytes == 0 ? rows : WindowPlan.LONGEST_WINDOW / rowBytes;
    if (rows > Math.max(1, most)) {
      throw SchemaErrors.blockBytesTooMany(path, rows, rowBytes, Math.max(1, most));
    }
    StructField field = new StructField("value", DataTypes.BinaryType, false, Metadata.empty());
    ArrayPart bytes = new ArrayPart.RowBytes();
    return new ScanColumn.Stored(field, bytes, bytes.view(block).dtype());
  }

  /** Only the first field carries the whole dtype, since a dtype may have ten thousand fields. */
  private static StructField withRecord(StructField field, StructuredDType record) {
    Metadata metadata =
        new MetadataBuilder()
            .withMetadata(field.metadata())
            .putString(RECORD_KEY, record.text())
            .build();
    return new StructField(field.name(), field.dataType(), field.nullable(), metadata);
  }

  /**
   * The structured dtype whose fields these columns are: all of them, unchanged and in its order.
   */
  public static Optional<StructuredDType> carriedRecord(List<StructField> fields) {
    if (!fields.get(0).metadata().contains(RECORD_KEY)) {
      return Optional.empty();
    }
    StructuredDType record =
        (StructuredDType) DTypes.parse(fields.get(0).metadata().getString(RECORD_KEY));
    boolean all = record.fields().size() == fields.size();
    for (int i = 0; all && i < fields.size(); i++) {
      DTypeField member = record.fields().get(i);
      all =
          member.name().equals(fields.get(i).name())
              && carriedDType(fields.get(i)).filter(member.dtype()::equals).isPresent();
    }
    return all ? Optional.of(record) : Optional.empty();
  }

  /** Whether a field, or a field inside it, carries the dtype it was read from. */
  public static boolean bringsDType(StructField field) {
    return field.metadata().contains(DTYPE_KEY)
        || (TypeMapping.innermost(field.dataType()) instanceof StructType struct
            && Arrays.stream(struct.fields()).anyMatch(ArrayColumns::bringsDType));
  }

  /**
   * The dtype that a field carries from the array it was read from, if the field's type still fits
   * it.
   */
  public static Optional<DType> carriedDType(StructField field) {
    if (!field.metadata().contains(DTYPE_KEY)) {
      return Optional.empty();
    }
    DType dtype = DTypes.parse(field.metadata().getString(DTYPE_KEY));
    DataType type = TypeMapping.innermost(field.dataType());
    return AskedType.of(type, dtype.innermost(), 0).map(fits -> dtype);
  }
}
