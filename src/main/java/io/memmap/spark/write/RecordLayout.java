package io.memmap.spark.write;

import io.memmap.array.ArraySpec;
import io.memmap.array.RecordShape;
import io.memmap.array.Shape;
import io.memmap.storage.IndexProblems;
import java.util.List;

/** The array that a number of records makes. */
final class RecordLayout {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final List<Long> lengths;

  RecordLayout(ArrayTarget target, RecordPlan plan, CommittedRuns staged) {
    this.target = target;
    this.plan = plan;
    this.lengths = lengths(staged);
  }

  /** Axes of one record: those of its array, or one for several columns of one dtype. */
  private List<Long> lengths(CommittedRuns staged) {
    if (plan instanceof RecordPlan.Scalars scalars) {
      long elements = scalars.bytes() / target.dtype().itemsize();
      return scalars.cells().size() == 1 || elements == 1 ? List.of() : List.of(elements);
    }
    return staged.lengths().orElse(((RecordPlan.NestedArray) plan).lengths());
  }

  /**
   * The array of this many records, or the one asked for if it holds them.
   *
   * @throws io.memmap.array.InvalidArrayException if it does not
   */
  ArraySpec of(long records) {
    Shape shape =
        target
            .shape()
            .map(asked -> RecordShape.fit(asked, records, lengths))
            .orElseGet(() -> RecordShape.of(records, lengths));
    return with(shape);
  }

  ArraySpec with(Shape shape) {
    return new ArraySpec(target.dtype(), shape, target.order(), target.offset());
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
    return target.shape().orElse(RecordShape.of(Shape.INFERRED, lengths));
  }

  /**
   * Holds the rows against those of an array that is there.
   *
   * @throws io.memmap.array.InvalidArrayException if they differ in length
   */
  void refuseOtherRows(Shape shape) {
    RecordShape.fit(shape, capacity(shape), lengths);
  }

  void refuse(IndexProblems problems) {
    if (!problems.found().isEmpty()) {
      throw new IllegalArgumentException(
          "file " + target.path() + ": the row index has " + problems.found());
    }
  }
}
