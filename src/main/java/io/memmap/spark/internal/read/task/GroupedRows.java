package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Groups the rows of batches. A result has the values of all keys, then the value of each function.
 */
final class GroupedRows {
  private final List<GroupKey> groups;
  private final List<Aggregate> aggregates;

  /**
   * Places of the columns of keys in a batch, and the numbers of functions, in the order of {@link
   * #grouping}.
   */
  private final int[] keyColumns;

  private final List<BatchNumbers> operands;
  private final Grouping grouping;

  /** Where {@link #grouping} has each value of a result; -1 for the others. */
  private final int[] places;

  private ArraySource source;
  private List<ColumnVector> by = List.of();
  private List<ColumnVector> values = List.of();

  /** The next row of the batch that has not been added, and their end. */
  private int row;

  private int end;

  GroupedRows(GroupedReader.Factory factory) {
    this.groups = factory.groups();
    this.aggregates = factory.aggregates();
    List<GroupKey> keys =
        groups.stream()
            .filter(key -> key.read().isPresent())
            .sorted(Comparator.comparingLong(GroupKey::rowsPerValue).reversed())
            .toList();
    List<Aggregate.OfNumbers> functions =
        aggregates.stream()
            .filter(Aggregate.OfNumbers.class::isInstance)
            .map(Aggregate.OfNumbers.class::cast)
            .toList();
    List<ScanColumn> columns = factory.arrays().columns();
    this.keyColumns =
        keys.stream().mapToInt(key -> columns.indexOf(key.read().orElseThrow())).toArray();
    Map<ScanColumn, Integer> ordinals = new HashMap<>();
    columns.forEach(column -> ordinals.put(column, ordinals.size()));
    VectorFactory vectors = factory.arrays().vectors();
    this.operands =
        functions.stream().map(function -> vectors.numbers(function.numbers(), ordinals)).toList();
    this.places = places(keys);
    this.grouping = vectors.grouping(keys, functions);
  }

  /** A function that is asked for twice has two results, each of which may have several parts. */
  private int[] places(List<GroupKey> keys) {
    int[] found = new int[groups.size() + aggregates.size()];
    int at = 0;
    for (GroupKey key : groups) {
      found[at++] = keys.indexOf(key);
    }
    int function = 0;
    for (Aggregate aggregate : aggregates) {
      found[at++] = aggregate.isCount() ? -1 : function++;
    }
    return found;
  }

  /** Whether rows of different files may be in different groups. */
  static boolean isByFile(List<GroupKey> groups) {
    return groups.stream().anyMatch(GroupKey.OfFile.class::isInstance);
  }

  /** Begins to read a file, or several ones if results do not depend on them. */
  void begin(ArraySource first) {
    source = first;
  }

  /** Shows a batch whose rows are to be added. */
  void show(ColumnarBatch batch) {
    by = vectors(batch, keyColumns);
    values = operands.stream().map(operand -> operand.of(batch)).toList();
    row = 0;
    end = batch.numRows();
  }

  private static List<ColumnVector> vectors(ColumnarBatch batch, int[] places) {
    return Arrays.stream(places).<ColumnVector>mapToObj(batch::column).toList();
  }

  /** Adds the rest of the batch; false if results must be taken first. */
  boolean addAll() {
    if (row < end) {
      row += grouping.add(by, values, row, end - row);
    }
    return row == end;
  }

  boolean hasResults() {
    return grouping.hasRows();
  }

  /** Shows the next result; false after the last one. */
  boolean next() {
    return grouping.next();
  }

  InternalRow get() {
    Object[] result = new Object[groups.size() + aggregates.size()];
    int at = 0;
    for (GroupKey key : groups) {
      result[at] =
          key instanceof GroupKey.OfFile file
              ? file.column().valueIn(source)
              : grouping.key(places[at]);
      at++;
    }
    for (Aggregate aggregate : aggregates) {
      result[at] = aggregate.isCount() ? grouping.count() : grouping.result(places[at]);
      at++;
    }
    return new GenericInternalRow(result);
  }
}
