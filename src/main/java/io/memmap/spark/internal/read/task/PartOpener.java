package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.window.IoCounters;
import io.memmap.storage.window.WindowPlan;
import java.io.IOException;

/**
 * Opens the files of a task one after another. Arrays with equal views, as most tables have them,
 * share a window plan. Used by the task's thread only.
 */
final class PartOpener {
  private final ArrayReaderFactory factory;
  private final IoCounters counters;

  private ArrayView planned;
  private ReadCosts costs;
  private WindowPlan plan;

  PartOpener(ArrayReaderFactory factory, IoCounters counters) {
    this.factory = factory;
    this.counters = counters;
  }

  /** Opens a file; elements that no single stride connects are shown block by block. */
  BatchSource open(SourceRows part) throws IOException {
    long begun = System.nanoTime();
    ArrayView array = part.source().view();
    boolean scattered =
        factory.columns().stream().anyMatch(column -> column.cells(array).isPresent());
    BatchSource opened =
        scattered
            ? ShownCells.open(factory, part, counters)
            : ShownColumns.open(factory, part, counters, plan(array, factory.costs(part.source())));
    counters.opened(System.nanoTime() - begun);
    return factory.filter().isNone() ? opened : new FilteredRows(opened, factory, part);
  }

  private WindowPlan plan(ArrayView array, ReadCosts now) {
    if (!array.equals(planned) || !now.equals(costs)) {
      plan = ShownColumns.plan(factory, array, now);
      planned = array;
      costs = now;
    }
    return plan;
  }
}
