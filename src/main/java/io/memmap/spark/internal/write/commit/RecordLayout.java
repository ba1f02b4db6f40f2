package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.runs.IndexProblems;
import java.util.List;
import java.util.Optional;

/** The shape of the array that staged records make, or of which they become rows. */
final class RecordLayout {
  private final ArrayTarget target;
  private final boolean nested;
  private final List<Long> lengths;

  RecordLayout(ArrayTarget target, RecordPlan plan, CommittedRuns staged) {
    this.target = target;
    this.nested = plan instanceof RecordPlan.NestedArray;
    this.lengths = staged.lengths().orElse(plan.lengthsWithoutRows());
  }

  /**
   * The array of the shape asked for, or of one row per record.
   *
   * @throws io.memmap.array.InvalidArrayException if the records do not fit the shape asked for
   */
  ArraySpec toSpec(long records) {
    Shape shape =
        target
            .form()
            .shape()
            .map(asked -> RecordShape.fit(asked, records, lengths))
            .orElseGet(() -> RecordShape.of(records, lengths));
    return toSpec(shape);
  }

  /** The array of a shape without an unknown length. */
  ArraySpec toSpec(Shape shape) {
    return target.form().toSpec(shape);
  }

  /** The array as one axis of elements, in the order in which they lie in the file. */
  static ArraySpec inMemoryOrder(ArraySpec spec) {
    return new ArraySpec(spec.dtype(), Shape.of(spec.shape().elements()), Order.C, spec.offset());
  }

  /** Bytes of one record. */
  long recordBytes() {
    return toSpec(RecordShape.of(1, lengths)).bytes();
  }

  /** Records that an array of this shape holds. */
  long capacity(Shape shape) {
    return lengths.isEmpty() ? shape.elements() : shape.length(0);
  }

  /** The shape asked for, or one row per record. One axis may have an unknown length. */
  Shape asked() {
    return target.form().shape().orElse(RecordShape.of(Shape.INFERRED, lengths));
  }

  /**
   * Checks that the records have the lengths of the rows of an array.
   *
   * @throws io.memmap.array.InvalidArrayException if they do not
   */
  void refuseOtherRows(Shape shape) {
    RecordShape.fit(shape, capacity(shape), lengths);
  }

  /**
   * Checks that records can be appended to an array.
   *
   * @throws io.memmap.array.InvalidArrayException if they are not rows of it
   */
  void refuseOthersThan(Shape there, long records) {
    if (!(nested && RecordShape.mayBecomeRowsOf(there, lengths))) {
      RecordShape.refuseOthersThan(there, records, lengths);
    }
  }

  /**
   * Refuses row indices that have problems.
   *
   * @param outside which indices have a place in the array, and what to do with others
   */
  void refuse(IndexProblems problems, String outside) {
    refuse(problems, Optional.of(outside));
  }

  /** Refuses row indices that have problems; every index has a place in the array. */
  void refuse(IndexProblems problems) {
    refuse(problems, Optional.empty());
  }

  private void refuse(IndexProblems problems, Optional<String> outside) {
    if (!problems.found().isEmpty()) {
      throw CommitErrors.badRowIndex(target.location(), problems, outside);
    }
  }

  /** Refuses cells that have problems. */
  void refuse(IndexProblems problems, IndexPlan.Cell cells) {
    String found = problems.found(cells::element);
    if (!found.isEmpty()) {
      throw CommitErrors.badCells(target.location(), found);
    }
  }
}
