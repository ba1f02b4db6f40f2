package io.memmap.spark.write;

import java.io.Serializable;
import java.util.List;

/** How a row becomes a record: the bytes that it is in the array. */
public sealed interface RecordPlan extends Serializable {

  /** An encoder of a task's own. */
  RecordEncoder encoder();

  /**
   * Some scalar columns, each an element or field of the record.
   *
   * @param bytes of one record
   */
  record Scalars(List<CellPlan> cells, int bytes) implements RecordPlan {
    public Scalars {
      cells = List.copyOf(cells);
    }

    @Override
    public RecordEncoder encoder() {
      return new ScalarsEncoder(this);
    }
  }

  /**
   * One column of nested arrays or MLlib vectors.
   *
   * @param element the innermost values; its type is that of the elements
   * @param depth axes of one record
   * @param lengths of those axes; empty to take them from the first row
   */
  record NestedArray(CellPlan element, int depth, boolean vector, List<Long> lengths)
      implements RecordPlan {
    public NestedArray {
      lengths = List.copyOf(lengths);
    }

    @Override
    public RecordEncoder encoder() {
      return new ArrayEncoder(this);
    }
  }
}
