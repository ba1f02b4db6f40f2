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
public sealed interface ScanColumn extends Serializable {

  /** Name, type and metadata, as Spark sees them. */
  StructField field();

  /** The same column under another name, or read as another type. */
  ScanColumn as(StructField other);

  /**
   * Stored values.
   *
   * @param storedDType of the part's elements
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

  /** The index of each row in its array, before the array was sliced. */
  record RowIndex(StructField field) implements ScanColumn {
    @Override
    public ScanColumn as(StructField other) {
      return new RowIndex(other);
    }

    @Override
    public Optional<AxisIndex> indexIn(ArraySource source) {
      return Optional.of(source.rowNumbers());
    }
  }

  /** An index of each element, where rows are elements. */
  record OfAxis(StructField field, AxisIndex index) implements ScanColumn {
    @Override
    public ScanColumn as(StructField other) {
      return new OfAxis(other, index);
    }

    @Override
    public Optional<AxisIndex> indexIn(ArraySource source) {
      return Optional.of(index);
    }
  }

  /** The path of each row's file. */
  record FileName(StructField field) implements ScanColumn {
    @Override
    public ScanColumn as(StructField other) {
      return new FileName(other);
    }
  }

  /**
   * What is the same for all rows of a file.
   *
   * @param position of the value among the constants of its source
   */
  record FileConstant(StructField field, int position) implements ScanColumn {
    @Override
    public ScanColumn as(StructField other) {
      return new FileConstant(other, position);
    }
  }

  /**
   * The column as Spark names it; it parses names as SQL does, and those of columns are any text.
   */
  default NamedReference reference() {
    return Expressions.column("`" + field().name().replace("`", "``") + "`");
  }

  /** Whether the file has its values; the others follow from the row or from the file's path. */
  default boolean isStored() {
    return dtype().isPresent();
  }

  /** What is stored; nothing for other columns. */
  default Optional<DType> dtype() {
    return Optional.empty();
  }

  /** The stored values, of which rows are the first axis; nothing for other columns. */
  default Optional<ArrayView> view(ArrayView array) {
    return Optional.empty();
  }

  /**
   * The stored values, of which rows are the elements in C order, where no single stride leads from
   * each to the next; nothing for other columns.
   */
  default Optional<ArrayView> cells(ArrayView array) {
    return Optional.empty();
  }

  /** How an index follows from the row of an array; nothing for other columns. */
  default Optional<AxisIndex> indexIn(ArraySource source) {
    return Optional.empty();
  }

  /** Whether it holds an index, of rows or of elements. */
  default boolean isIndex() {
    return this instanceof RowIndex || this instanceof OfAxis;
  }

  /** Whether the value is the same for all rows of a file. */
  default boolean isConstant() {
    return this instanceof FileName || this instanceof FileConstant;
  }

  /** The value for all rows of a file, null included. */
  default Object constantOf(ArraySource source) {
    return this instanceof FileConstant constant
        ? source.constants().get(constant.position())
        : source.file().path();
  }

  /** The value for all rows of a file as Spark holds it inside, null included. */
  default Object valueIn(ArraySource source) {
    return constantOf(source) instanceof String text
        ? UTF8String.fromString(text)
        : constantOf(source);
  }
}
