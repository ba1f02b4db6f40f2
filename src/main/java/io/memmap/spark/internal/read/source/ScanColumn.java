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
public sealed interface ScanColumn extends Serializable
    permits ScanColumn.Stored, ScanColumn.Index, ScanColumn.OfRange, ScanColumn.OfFile {

  /** Name, type and metadata, as Spark sees them. */
  StructField field();

  /** The same column under another name, or read as another type. */
  ScanColumn as(StructField other);

  /**
   * A column whose values are in the file: the elements of an array, or a part of each element.
   *
   * @param storedDType dtype of the part's elements
   */
  record Stored(StructField field, ArrayPart part, DType storedDType) implements ScanColumn {
    public Stored {
      Objects.requireNonNull(part);
      Objects.requireNonNull(storedDType);
    }

    @Override
    public ScanColumn as(StructField other) {
      return new Stored(other, part, storedDType);
    }

    private boolean isScattered(ArrayView view) {
      return part instanceof ArrayPart.Cells && view.rank() > 1;
    }

    @Override
    public Optional<ArrayView> view(ArrayView array) {
      return Optional.of(part.view(array)).filter(view -> !isScattered(view));
    }

    @Override
    public Optional<ArrayView> cells(ArrayView array) {
      return Optional.of(part.view(array)).filter(this::isScattered);
    }

    @Override
    public Optional<DType> dtype() {
      return Optional.of(storedDType);
    }
  }

  /** An index, which follows from the number of a row. */
  sealed interface Index extends ScanColumn permits RowIndex, OfAxis {

    /** The index as a function of the row's number in an array. */
    AxisIndex indexIn(ArraySource source);
  }

  /** The index of each row in its array, before the array was sliced. */
  record RowIndex(StructField field) implements Index {
    @Override
    public ScanColumn as(StructField other) {
      return new RowIndex(other);
    }

    @Override
    public AxisIndex indexIn(ArraySource source) {
      return source.rowNumbers();
    }
  }

  /** An index of each element, where rows are elements. */
  record OfAxis(StructField field, AxisIndex index) implements Index {
    @Override
    public ScanColumn as(StructField other) {
      return new OfAxis(other, index);
    }

    @Override
    public AxisIndex indexIn(ArraySource source) {
      return index;
    }
  }

  /** What a range of rows is, where each row of the DataFrame is one. */
  record OfRange(StructField field, RangeValue value) implements ScanColumn {
    @Override
    public ScanColumn as(StructField other) {
      return new OfRange(other, value);
    }
  }

  /** A value that is the same for all rows of a file. */
  sealed interface OfFile extends ScanColumn permits FileName, FileConstant {

    /** The value for all rows of a file, which may be null. */
    Object constantOf(ArraySource source);

    /** The value for all rows of a file in Spark's internal form, which may be null. */
    default Object valueIn(ArraySource source) {
      Object constant = constantOf(source);
      return constant instanceof String text ? UTF8String.fromString(text) : constant;
    }
  }

  /** The path of each row's file. */
  record FileName(StructField field) implements OfFile {
    @Override
    public ScanColumn as(StructField other) {
      return new FileName(other);
    }

    @Override
    public Object constantOf(ArraySource source) {
      return source.file().path();
    }
  }

  /**
   * A value of the columns that folder names give.
   *
   * @param position index of the value among the constants of a source
   */
  record FileConstant(StructField field, int position) implements OfFile {
    @Override
    public ScanColumn as(StructField other) {
      return new FileConstant(other, position);
    }

    @Override
    public Object constantOf(ArraySource source) {
      return source.constants().get(position);
    }
  }

  /** A reference for Spark, which parses it as SQL. Backquotes allow any text as a name. */
  default NamedReference reference() {
    return Expressions.column("`" + field().name().replace("`", "``") + "`");
  }

  /**
   * Whether the file holds the values; those of other columns follow from the row's number or the
   * file's path.
   */
  default boolean isStored() {
    return dtype().isPresent();
  }

  /** The dtype of stored values; empty for other columns. */
  default Optional<DType> dtype() {
    return Optional.empty();
  }

  /** The stored values, whose first axis is the rows; empty for other columns. */
  default Optional<ArrayView> view(ArrayView array) {
    return Optional.empty();
  }

  /**
   * The stored values, whose elements in C order are the rows, if no single stride leads from each
   * to the next; empty for other columns.
   */
  default Optional<ArrayView> cells(ArrayView array) {
    return Optional.empty();
  }
}
