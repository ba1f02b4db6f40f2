package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** How a row becomes a record, the bytes of one row of the array. */
public sealed interface RecordPlan extends Serializable
    permits RecordPlan.Scalars, RecordPlan.NestedArray {

  /** A new encoder, which only one thread may use. */
  RecordEncoder encoder();

  /** The value of option {@code nullValue}. */
  Optional<String> nullText();

  /** Lengths of the axes of one record; empty for scalars, and if the first row tells them. */
  List<Long> lengths();

  /** Lengths of the axes of one record for a write without rows. */
  default List<Long> lengthsWithoutRows() {
    return lengths();
  }

  /**
   * Columns that become the elements or the fields of a record.
   *
   * @param bytes of one record
   * @param lengths empty if a record is one element; else the number of columns, which are the
   *     elements of an array's row
   */
  record Scalars(List<CellPlan> cells, int bytes, List<Long> lengths) implements RecordPlan {
    public Scalars {
      cells = List.copyOf(cells);
      lengths = List.copyOf(lengths);
    }

    /** Whether the cells are contiguous, in their order, and fill the record. */
    boolean packed() {
      return FieldsEncoder.arePacked(cells, bytes);
    }

    @Override
    public Optional<String> nullText() {
      return Optional.ofNullable(cells.get(0).nullText());
    }

    @Override
    public RecordEncoder encoder() {
      return PlainScalars.of(this).orElseGet(() -> new FieldsEncoder.Columns(this));
    }
  }

  /**
   * One column of nested arrays or MLlib vectors.
   *
   * @param element the innermost elements
   * @param depth number of axes of one record
   * @param vector whether the column has vectors, which are structs and not arrays
   * @param lengths of the axes; empty to take them from the first row
   * @param carriedLengths lengths from the column's metadata, for axes that no row tells
   */
  record NestedArray(
      CellPlan element, int depth, boolean vector, List<Long> lengths, List<Long> carriedLengths)
      implements RecordPlan {
    public NestedArray {
      lengths = List.copyOf(lengths);
      carriedLengths = List.copyOf(carriedLengths);
    }

    @Override
    public List<Long> lengthsWithoutRows() {
      return lengths.isEmpty() ? carriedLengths : lengths;
    }

    @Override
    public Optional<String> nullText() {
      return Optional.ofNullable(element.nullText());
    }

    @Override
    public RecordEncoder encoder() {
      return new ArrayEncoder(this);
    }
  }
}
