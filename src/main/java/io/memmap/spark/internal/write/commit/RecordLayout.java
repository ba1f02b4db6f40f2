package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.runs.IndexProblems;
import java.util.List;

/** The array that a number of records makes. */
final class RecordLayout {
  static final String ONE_OF_EACH = "keep one row of each index, as dropDuplicates does";

  private static final String MISSING =
      "give options shape and nullValue, which then stands in the missing rows; or write single"
          + " elements by layout=cells, or these rows by save mode append with option mode=r+ into"
          + " an array of zeros that is there; or add the missing rows by a join with spark.range";

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
   * Says what is wrong with the row index, and the ways to an array.
   *
   * @param rows that the array has a place for, and what to do with others
   */
  void refuse(IndexProblems problems, String rows) {
    if (problems.found().isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("file " + target.path());
    message.append(": the row index has ").append(problems.found());
    message.append("; each row of the array comes once");
    if (problems.hasDuplicates()) {
      message.append("; ").append(ONE_OF_EACH);
    }
    if (problems.hasGaps()) {
      message.append("; ").append(MISSING);
    }
    if (problems.hasOutside()) {
      message.append("; ").append(rows);
    }
    throw new IllegalArgumentException(OneLine.of(message.toString()));
  }
}
