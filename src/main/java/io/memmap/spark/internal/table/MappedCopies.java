package io.memmap.spark.internal.table;

import io.memmap.spark.internal.read.task.BatchColumn;
import io.memmap.spark.internal.read.task.SelectedColumns;
import io.memmap.spark.internal.vector.ConstantVector;
import io.memmap.spark.internal.vector.SelectedIndices;
import io.memmap.spark.internal.vector.SelectedValues;
import io.memmap.spark.internal.vector.StridedVector;
import io.memmap.storage.window.RowBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Copies of some rows of a batch. Columns of one window that lie side by side are copied at once.
 */
final class MappedCopies {
  private final List<SelectedColumns> copies = new ArrayList<>();

  /** The stored columns of each window, by their places in the batch. */
  private final Map<Integer, Map<Integer, SelectedValues.Column>> windows = new TreeMap<>();

  private MappedCopies() {}

  /**
   * Copies of columns.
   *
   * @param columns of one batch, in its order
   */
  static List<SelectedColumns> of(List<BatchColumn> columns) {
    MappedCopies all = new MappedCopies();
    for (int i = 0; i < columns.size(); i++) {
      all.add(i, columns.get(i));
    }
    all.windows.values().forEach(all::addWindow);
    return all.copies;
  }

  private void add(int place, BatchColumn column) {
    if (column instanceof MappedVectors.Stored stored) {
      windows
          .computeIfAbsent(stored.window(), window -> new TreeMap<>())
          .put(place, new SelectedValues.Column(stored.placed(), stored.type(), stored.label()));
    } else if (column instanceof MappedVectors.Cells cells) {
      addValues(
          List.of(place),
          List.of(new SelectedValues.Column(cells.one(), cells.type(), cells.label())));
    } else if (column instanceof MappedVectors.Constant constant) {
      copies.add(new Constant(place, constant.vector()));
    } else {
      copies.add(new Indices(place, new SelectedIndices()));
    }
  }

  private void addWindow(Map<Integer, SelectedValues.Column> shown) {
    List<Integer> places = List.copyOf(shown.keySet());
    List<SelectedValues.Column> columns = List.copyOf(shown.values());
    for (List<Integer> group : SelectedValues.neighbours(columns)) {
      addValues(
          group.stream().map(places::get).toList(), group.stream().map(columns::get).toList());
    }
  }

  private void addValues(List<Integer> places, List<SelectedValues.Column> columns) {
    copies.add(new Values(places, columns));
  }

  private static final class Values implements SelectedColumns {
    private final List<Integer> places;
    private final List<SelectedValues.Column> columns;

    /** Null until it has memory: rows may be too wide for it. */
    private SelectedValues values;

    Values(List<Integer> places, List<SelectedValues.Column> columns) {
      this.places = places;
      this.columns = columns;
    }

    @Override
    public long rowBytes() {
      return SelectedValues.rowBytes(columns);
    }

    @Override
    public void allocate(RowBuffer memory, int rows, ColumnVector[] vectors) {
      values = new SelectedValues(columns);
      values.moveTo(memory.take(rows * rowBytes()));
      for (int i = 0; i < places.size(); i++) {
        vectors[places.get(i)] = values.vectors().get(i);
      }
    }

    @Override
    public void copy(ColumnarBatch source, int first, int[] positions, int count, int at) {
      StridedVector column = (StridedVector) source.column(places.get(0));
      values.copy(column, first, positions, count, at);
    }
  }

  private record Indices(int place, SelectedIndices indices) implements SelectedColumns {
    @Override
    public long rowBytes() {
      return Long.BYTES;
    }

    @Override
    public void allocate(RowBuffer memory, int rows, ColumnVector[] vectors) {
      indices.moveTo(memory.take(rows * rowBytes()));
      vectors[place] = indices.vector();
    }

    @Override
    public void copy(ColumnarBatch source, int first, int[] positions, int count, int at) {
      indices.copy((StridedVector) source.column(place), first, positions, count, at);
    }
  }

  /** A column that is the same for all rows, and for any selection of them. */
  private record Constant(int place, ConstantVector vector) implements SelectedColumns {
    @Override
    public long rowBytes() {
      return 0;
    }

    @Override
    public void allocate(RowBuffer memory, int rows, ColumnVector[] vectors) {
      vectors[place] = vector;
    }

    @Override
    public void copy(ColumnarBatch source, int first, int[] positions, int count, int at) {}
  }
}
