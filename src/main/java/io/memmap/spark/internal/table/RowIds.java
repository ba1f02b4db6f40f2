package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Shape;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.read.MetadataColumns;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.PriorValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The row ids of {@code UPDATE} and {@code MERGE}: where a row is, by {@code _row} or by the
 * indices of an element, and all its values. Spark passes the ids as it read them, so a changed
 * value is one that differs from its id.
 */
final class RowIds {
  private final List<ScanColumn> columns;

  /** The columns whose values are part of the ids, in the order of the ids. */
  private final List<ScanColumn> compared;

  private final boolean cells;
  private final ArraySource source;
  private final Map<String, ScanColumn> boxed;

  RowIds(ResolvedArray array) {
    this.columns = array.columns();
    this.cells = array.layout() == ArrayLayout.CELLS;
    this.source = array.sources().all().get(0);
    this.boxed = MetadataColumns.boxed(columns);
    this.compared = columns.stream().filter(RowIds::isCompared).toList();
  }

  /** Whether a column is part of the ids; indices are, since they must not be set. */
  private static boolean isCompared(ScanColumn column) {
    boolean index =
        column.field().dataType().equals(DataTypes.LongType) && !column.field().nullable();
    return column.dtype().isPresent() || index;
  }

  /** The columns of the ids, in order. */
  NamedReference[] references() {
    List<NamedReference> references = new ArrayList<>();
    if (!cells) {
      references.add(Expressions.column(MetadataColumns.ROW_NAME));
    }
    for (ScanColumn column : compared) {
      references.add(boxed.getOrDefault(column.field().name(), column).reference());
    }
    return references.toArray(NamedReference[]::new);
  }

  /**
   * How to find the record that a row replaces.
   *
   * @param row columns of the rows that Spark passes, with metadata columns if the statement names
   *     one
   */
  IndexPlan.Replaced index(StructType row) {
    String[] names = row.fieldNames();
    Map<String, Integer> ordinals = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      ordinals.put(names[i], i);
    }
    List<Integer> unstored = new ArrayList<>();
    Map<Integer, PriorValue> prior = new HashMap<>();
    Set<String> stored =
        columns.stream()
            .filter(column -> column.dtype().isPresent())
            .map(column -> column.field().name())
            .collect(Collectors.toSet());
    for (int i = 0; i < names.length; i++) {
      if (!stored.contains(names[i])) {
        unstored.add(i);
      }
    }
    int first = cells ? 0 : 1;
    for (int i = 0; i < compared.size(); i++) {
      String name = compared.get(i).field().name();
      prior.put(ordinals.get(name), new PriorValue(first + i, boxed.containsKey(name)));
    }
    return cells ? cellId(unstored, prior) : new IndexPlan.RowId(unstored, prior);
  }

  private IndexPlan.CellId cellId(List<Integer> unstored, Map<Integer, PriorValue> prior) {
    ArraySpec spec = source.spec();
    ArrayView slice = spec.view().sliced(source.slice());
    long itemsize = spec.dtype().itemsize();
    long first = (slice.offset() - spec.offset()) / itemsize;
    return new IndexPlan.CellId(unstored, prior, first, places(slice), whole(spec));
  }

  private static IndexPlan.Cell whole(ArraySpec spec) {
    Shape shape = spec.shape();
    List<Long> lengths = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      lengths.add(shape.length(axis));
    }
    return new IndexPlan.Cell(List.of(), lengths, places(spec.view()));
  }

  /** Number of elements from one index of an axis to the next, for each axis. */
  private static List<Long> places(ArrayView view) {
    List<Long> places = new ArrayList<>();
    for (int axis = 0; axis < view.rank(); axis++) {
      places.add(view.stride(axis) / view.dtype().itemsize());
    }
    return places;
  }
}
