package io.memmap.spark.internal.read.source;

import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.spark.internal.read.rows.AxisIndex;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/** A column of the DataFrame and where its values come from. */
public final class ScanColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;
  private static final int FILE = -2;

  private final StructField field;
  private final ArrayPart part;
  private final DType dtype;
  private final AxisIndex index;
  private final int constant;

  private ScanColumn(
      StructField field, ArrayPart part, DType dtype, AxisIndex index, int constant) {
    this.field = field;
    this.part = part;
    this.dtype = dtype;
    this.index = index;
    this.constant = constant;
  }

  /**
   * Stored values.
   *
   * @param dtype of the part's elements
   */
  public static ScanColumn values(StructField field, ArrayPart part, DType dtype) {
    return new ScanColumn(
        field, Objects.requireNonNull(part), Objects.requireNonNull(dtype), null, NONE);
  }

  /** The index of each row, which is stored nowhere. */
  public static ScanColumn rowIndex(StructField field) {
    return axisIndex(field, AxisIndex.ROW);
  }

  /** An index of each element, where rows are elements. */
  public static ScanColumn axisIndex(StructField field, AxisIndex index) {
    return new ScanColumn(field, null, null, index, NONE);
  }

  /** The path of each row's file. */
  public static ScanColumn fileName(StructField field) {
    return new ScanColumn(field, null, null, null, FILE);
  }

  /**
   * What is the same for all rows of a file.
   *
   * @param position of the value among the constants of its source
   */
  public static ScanColumn constant(StructField field, int position) {
    return new ScanColumn(field, null, null, null, position);
  }

  /** The same column under another name, or read as another type. */
  public ScanColumn as(StructField other) {
    return new ScanColumn(other, part, dtype, index, constant);
  }

  public StructField field() {
    return field;
  }

  /**
   * The column as Spark names it; it parses names as SQL does, and those of columns are any text.
   */
  public NamedReference reference() {
    return Expressions.column("`" + field.name().replace("`", "``") + "`");
  }

  /** The stored values, of which rows are the first axis; nothing for other columns. */
  public Optional<ArrayView> view(ArrayView array) {
    return stored(array).filter(view -> !isScattered(view));
  }

  /**
   * The stored values, of which rows are the elements in C order, where no single stride leads from
   * each to the next; nothing for other columns.
   */
  public Optional<ArrayView> cells(ArrayView array) {
    return stored(array).filter(this::isScattered);
  }

  private Optional<ArrayView> stored(ArrayView array) {
    return Optional.ofNullable(part).map(some -> some.view(array));
  }

  private boolean isScattered(ArrayView view) {
    return part instanceof ArrayPart.Cells && view.rank() > 1;
  }

  /** What is stored; nothing for an index. */
  public Optional<DType> dtype() {
    return Optional.ofNullable(dtype);
  }

  /** How an index follows from the row; nothing for stored values. */
  public Optional<AxisIndex> index() {
    return Optional.ofNullable(index);
  }

  /** Whether it holds the row's own index. */
  public boolean isRowIndex() {
    return AxisIndex.ROW.equals(index);
  }

  /** Whether the value is the same for all rows of a file. */
  public boolean isConstant() {
    return constant != NONE;
  }

  /** The value for all rows of a file as Spark holds it inside, null included. */
  Object valueIn(ArraySource source) {
    return constantOf(source) instanceof String text
        ? UTF8String.fromString(text)
        : constantOf(source);
  }

  /** The value for all rows of a file, null included. */
  public Object constantOf(ArraySource source) {
    return constant == FILE ? source.file().path() : source.constants().get(constant);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScanColumn column
        && field.equals(column.field)
        && Objects.equals(part, column.part)
        && Objects.equals(dtype, column.dtype)
        && Objects.equals(index, column.index)
        && constant == column.constant;
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, part, index, constant);
  }
}
