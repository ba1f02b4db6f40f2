package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.runs.IndexProblems;
import java.util.List;

/** The array that a number of records makes. */
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
   * The array of this many records, or the one asked for if it holds them.
   *
   * @throws io.memmap.array.InvalidArrayException if it does not
   */
  ArraySpec of(long records) {
    Shape shape =
        target
            .form()
            .shape()
            .map(asked -> RecordShape.fit(asked, records, lengths))
            .orElseGet(() -> RecordShape.of(records, lengths));
    return with(shape);
  }

  ArraySpec with(Shape shape) {
    return target.form().with(shape);
  }

  /** Bytes of one record. */
  long recordBytes() {
    return with(RecordShape.of(1, lengths)).bytes();
  }

  /** Records that an array of this shape holds. */
  long capacity(Shape shape) {
    return lengths.isEmpty() ? shape.elements() : shape.length(0);
  }

  /**
   * The shape asked for, or one row per record.
   *
   * @return may have one axis of unknown length
   */
  Shape asked() {
    return target.form().shape().orElse(RecordShape.of(Shape.INFERRED, lengths));
  }

  /**
   * Checks the rows against those of an array that is there.
   *
   * @throws io.memmap.array.InvalidArrayException if they differ in length
   */
  void refuseOtherRows(Shape shape) {
    RecordShape.fit(shape, capacity(shape), lengths);
  }

  /**
   * Checks the rows against those of an array that they are to follow.
   *
   * @param records how many there are
   * @throws io.memmap.array.InvalidArrayException if they are no rows of it
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
    if (!problems.found().isEmpty()) {
      throw CommitErrors.badRowIndex(target.path(), problems, outside);
    }
  }

  /** Refuses row indices that have problems; every index has a place in the array. */
  void refuse(IndexProblems problems) {
    refuse(problems, "");
  }

  /** Refuses cells that have problems. */
  void refuse(IndexProblems problems, IndexPlan.Cell cells) {
    String found = problems.found(cells::element);
    if (!found.isEmpty()) {
      throw CommitErrors.badCells(target.path(), found);
    }
  }
}
