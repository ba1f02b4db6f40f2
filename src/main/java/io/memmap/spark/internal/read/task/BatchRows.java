package io.memmap.spark.internal.read.task;

import java.io.Serializable;
import java.util.OptionalInt;

/** How many rows a batch holds; an {@code OptionalInt} could not be sent to the executors. */
public sealed interface BatchRows extends Serializable
    permits BatchRows.Asked, BatchRows.ByWidth, BatchRows.ForKernels {

  /** As many as the user asked for. */
  record Asked(int rows) implements BatchRows {}

  /** As many as the width of a row allows. */
  record ByWidth() implements BatchRows {}

  /** As many as the width of a row allows, and more where kernels are faster with long batches. */
  record ForKernels() implements BatchRows {}

  static BatchRows of(OptionalInt asked) {
    return asked.isPresent() ? new Asked(asked.getAsInt()) : new ByWidth();
  }

  /** The same for kernels, unless the user asked for a number of rows. */
  default BatchRows forKernels() {
    return this instanceof Asked ? this : new ForKernels();
  }

  /** What the user asked for, if anything. */
  default OptionalInt asked() {
    return this instanceof Asked asked ? OptionalInt.of(asked.rows()) : OptionalInt.empty();
  }
}
