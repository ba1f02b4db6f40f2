package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Which record of the array a row is. */
public sealed interface IndexPlan extends Serializable {

  /**
   * The index of a row's record.
   *
   * @throws UnfitValueException if the row has none
   */
  long index(InternalRow row);

  /** Columns that say the index and are not stored. */
  List<Integer> ordinals();

  /** Rows follow one another, partition after partition. */
  record Sequential() implements IndexPlan {
    @Override
    public List<Integer> ordinals() {
      return List.of();
    }

    @Override
    public long index(InternalRow row) {
      throw new IllegalStateException("rows without an index follow one another");
    }
  }

  /** A column says it. */
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

  /** A row comes with an id, which says which record it replaces and what that was. */
  sealed interface Replaced extends IndexPlan permits RowId, CellId {

    /** By the ordinals of the row's columns. */
    Map<Integer, PriorValue> prior();
  }

  /**
   * The id begins with the index of the row in its file.
   *
   * @param ordinals columns of the row itself that are not stored
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
   * The id begins with the indices of an element, maybe of a slice of the array. The index is its
   * place in memory in the whole array.
   *
   * @param ordinals of the same indices in the row
   * @param first place of the slice's first element
   * @param steps places from one index of an axis of the slice to the next
   * @param whole the array, of which the slice may be a part
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
   * Columns {@code i0, i1, ...} say which element a row is. Its index is the element's place in
   * memory, so that in either order neighbours in the file are neighbours among the records.
   *
   * @param lengths of the array's axes
   * @param strides in elements
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

    /** The element at a place in memory, as NumPy writes its indices. */
    public String element(long place) {
      long[] indices = new long[lengths.size()];
      for (int axis = 0; axis < indices.length; axis++) {
        indices[axis] = place / strides.get(axis) % lengths.get(axis);
      }
      return Arrays.toString(indices);
    }
  }
}
