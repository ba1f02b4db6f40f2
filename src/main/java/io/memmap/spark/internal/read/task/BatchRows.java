package io.memmap.spark.internal.read.task;

import java.io.Serializable;
import java.util.OptionalInt;

/** How many rows a batch holds; an {@code OptionalInt} could not be sent to the executors. */
public sealed interface BatchRows extends Serializable permits BatchRows.Asked, BatchRows.ByWidth {

  /** As many as the user asked for. */
  record Asked(int rows) implements BatchRows {}

  /** As many as the width of a row allows. */
  record ByWidth() implements BatchRows {}

  static BatchRows of(OptionalInt asked) {
    return asked.isPresent() ? new Asked(asked.getAsInt()) : new ByWidth();
  }

  /** What the user asked for, if anything. */
  default OptionalInt asked() {
    return this instanceof Asked asked ? OptionalInt.of(asked.rows()) : OptionalInt.empty();
  }
}
