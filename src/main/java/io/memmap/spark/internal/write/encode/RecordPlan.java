package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import java.util.List;

/** How a row becomes a record: the bytes that it is in the array. */
public sealed interface RecordPlan extends Serializable {

  /** An encoder of a task's own. */
  RecordEncoder encoder();

  /** What stands for null, as the user wrote it; null if nothing does. */
  String nullText();

  /** Lengths of the axes of one record, as far as they are known without one. */
  List<Long> lengths();

  /** The same where no row shows them. */
  default List<Long> lengthsWithoutRows() {
    return lengths();
  }

  /**
   * Some columns, each an element or field of the record.
   *
   * @param bytes of one record
   * @param lengths none if a record is one element, their number if the columns are elements of it
   */
  record Scalars(List<CellPlan> cells, int bytes, List<Long> lengths) implements RecordPlan {
    public Scalars {
      cells = List.copyOf(cells);
      lengths = List.copyOf(lengths);
    }

    /** Whether each cell lies where the one before ends, and nothing after the last one. */
    boolean packed() {
      return FieldsEncoder.arePacked(cells, bytes);
    }

    @Override
    public String nullText() {
      return cells.get(0).nullText();
    }

    @Override
    public RecordEncoder encoder() {
      return PlainScalars.orElseGeneral(this);
    }
  }

  /**
   * One column of nested arrays or MLlib vectors.
   *
   * @param element the innermost values; its type is that of the elements
   * @param depth axes of one record
   * @param lengths of those axes; empty to take them from the first row
   * @param carriedLengths what the column brought along, for a write without a row
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
    public String nullText() {
      return element.nullText();
    }

    @Override
    public RecordEncoder encoder() {
      return new ArrayEncoder(this);
    }
  }
}
