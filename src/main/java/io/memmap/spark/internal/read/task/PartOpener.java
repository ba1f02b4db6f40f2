package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.window.IoCounters;
import io.memmap.storage.window.KeptMemory;
import io.memmap.storage.window.WindowPlan;
import java.io.IOException;
import java.util.Optional;

/**
 * Opens the files of a task one after another. Arrays with equal views, as most tables have them,
 * share a window plan. Used by the task's thread only.
 */
final class PartOpener {
  private final ArrayReaderFactory factory;
  private final IoCounters counters;
  private final Optional<KeptMemory> memory;

  private ArrayView planned;
  private ReadCosts costs;
  private WindowPlan plan;

  PartOpener(ArrayReaderFactory factory, IoCounters counters) {
    this(factory, counters, Optional.empty());
  }

  /**
   * Opens files whose rows stay until the task ends.
   *
   * @param memory by {@link KeptRows#memory}; empty for other files
   */
  PartOpener(ArrayReaderFactory factory, IoCounters counters, Optional<KeptMemory> memory) {
    this.factory = factory;
    this.counters = counters;
    this.memory = memory;
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
            : ShownColumns.open(
                factory, part, counters, plan(array, factory.costs(part.source())), memory);
    counters.opened(System.nanoTime() - begun);
    if (!factory.filter().isNone()) {
      return filtered(opened, part);
    }
    return memory
        .<BatchSource>map(kept -> new KeptRows(opened, factory.columns().size(), kept))
        .orElse(opened);
  }

  private BatchSource filtered(BatchSource opened, SourceRows part) throws IOException {
    boolean success = false;
    try {
      FilteredRows selected = new FilteredRows(opened, factory, part);
      success = true;
      return selected;
    } finally {
      if (!success) {
        opened.close();
      }
    }
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
