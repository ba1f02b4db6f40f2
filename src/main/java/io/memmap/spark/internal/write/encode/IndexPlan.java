package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Tells which record of the array a row becomes. */
public sealed interface IndexPlan extends Serializable
    permits IndexPlan.Sequential, IndexPlan.Column, IndexPlan.Replaced, IndexPlan.Cell {

  /**
   * The index of a row's record.
   *
   * @throws UnfitValueException if it is null or outside of the array
   */
  long index(InternalRow row);

  /** Ordinals of the columns that hold the index and are not stored. */
  List<Integer> ordinals();

  /** Rows become consecutive records, in the order of the partitions. */
  record Sequential() implements IndexPlan {
    @Override
    public List<Integer> ordinals() {
      return List.of();
    }

    @Override
    public long index(InternalRow row) {
      throw new IllegalStateException("rows have no index column");
    }
  }

  /** A column holds the index, option {@code rowIndex}. */
  record Column(IndexColumn column) implements IndexPlan {
    @Override
    public List<Integer> ordinals() {
      return List.of(column.ordinal());
    }

    @Override
    public long index(InternalRow row) {
      if (row.isNullAt(column.ordinal())) {
        throw EncodeErrors.nullRowIndex();
      }
      long index = column.index(row);
      if (index < 0) {
        throw EncodeErrors.negativeRowIndex(index);
      }
      return index;
    }
  }

  /** Each row has an id, which tells the record that the row replaces, and its old values. */
  sealed interface Replaced extends IndexPlan permits RowId, CellId {

    /** The places of old values, by the ordinals of the row's columns. */
    Map<Integer, PriorValue> prior();
  }

  /**
   * The id begins with the index of the row in its file.
   *
   * @param ordinals of the row's columns that are not stored
   */
  record RowId(List<Integer> ordinals, Map<Integer, PriorValue> prior) implements Replaced {
    public RowId {
      ordinals = List.copyOf(ordinals);
      prior = Map.copyOf(prior);
    }

    @Override
    public long index(InternalRow id) {
      return id.getLong(0);
    }
  }

  /**
   * The id begins with the indices of an element, which may be those in a slice of the array. The
   * index is the position of the element in the file, counted in elements from the first one.
   *
   * @param ordinals of the columns with the same indices in the row
   * @param first position of the slice's first element
   * @param steps from one index of each axis of the slice to the next, in elements
   * @param whole the whole array
   */
  record CellId(
      List<Integer> ordinals,
      Map<Integer, PriorValue> prior,
      long first,
      List<Long> steps,
      Cell whole)
      implements Replaced {
    public CellId {
      ordinals = List.copyOf(ordinals);
      prior = Map.copyOf(prior);
      steps = List.copyOf(steps);
    }

    @Override
    public long index(InternalRow id) {
      long place = first;
      for (int axis = 0; axis < steps.size(); axis++) {
        place += id.getLong(axis) * steps.get(axis);
      }
      return place;
    }
  }

  /**
   * Columns {@code i0, i1, ...} hold the indices of an element. The index is the position of the
   * element in the file, counted in elements from the first one, so records with consecutive
   * indices are contiguous in C order as well as in F order.
   *
   * @param lengths of the array's axes
   * @param strides of the axes in elements
   */
  record Cell(List<IndexColumn> columns, List<Long> lengths, List<Long> strides)
      implements IndexPlan {
    public Cell {
      columns = List.copyOf(columns);
      lengths = List.copyOf(lengths);
      strides = List.copyOf(strides);
    }

    @Override
    public List<Integer> ordinals() {
      return columns.stream().map(IndexColumn::ordinal).toList();
    }

    @Override
    public long index(InternalRow row) {
      long place = 0;
      for (int axis = 0; axis < columns.size(); axis++) {
        if (row.isNullAt(columns.get(axis).ordinal())) {
          throw EncodeErrors.nullCellIndex(axis);
        }
        long index = columns.get(axis).index(row);
        if (index < 0 || index >= lengths.get(axis)) {
          throw EncodeErrors.cellIndexOutside(index, axis, lengths.get(axis));
        }
        place += index * strides.get(axis);
      }
      return place;
    }

    /** The indices of the element at a position in the file, as NumPy writes them. */
    public String element(long place) {
      long[] indices = new long[lengths.size()];
      for (int axis = 0; axis < indices.length; axis++) {
        indices[axis] = place / strides.get(axis) % lengths.get(axis);
      }
      return Arrays.toString(indices);
    }
  }
}
