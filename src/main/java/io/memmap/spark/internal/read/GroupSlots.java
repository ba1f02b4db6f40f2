package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.LeftToSpark;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Decides how many groups a task holds at a time. It has an accumulator for each possible group, so
 * that it need not look groups up. A key whose values come in order may have more values than a
 * task holds: the task returns its groups when it reaches further ones.
 */
final class GroupSlots {
  /** Bytes of all accumulators of a task. */
  private static final long MOST_BYTES = 32L << 20;

  /**
   * A task returns each of its groups as a row, which takes as long as Spark takes for some rows.
   */
  private static final long ROWS_PER_GROUP = 4;

  /** Accumulators that a task looks through in about the time that it takes for a row. */
  private static final long SLOTS_PER_ROW = 4;

  private final ArraySources sources;
  private final IntSupplier tasks;

  GroupSlots(ArraySources sources, IntSupplier tasks) {
    this.sources = sources;
    this.tasks = tasks;
  }

  /**
   * These keys with as many slots as a task has memory for.
   *
   * @param accumulators numbers that a task keeps for each group, beside its count
   * @throws LeftToSpark if there may be too many groups
   */
  List<GroupKey> of(List<GroupKey> keys, int accumulators) throws LeftToSpark {
    refuseSmallGroups(keys);
    long most = MOST_BYTES / (Long.BYTES * (accumulators + 2L));
    if (product(keys) <= most) {
      return keys;
    }
    Optional<GroupKey.OfIndex> longest =
        keys.stream()
            .filter(key -> key instanceof GroupKey.OfIndex index && index.range().sorted())
            .map(GroupKey.OfIndex.class::cast)
            .max(Comparator.comparingLong(GroupKey.OfIndex::values));
    double others = product(keys) / longest.map(GroupKey::values).orElse(1L);
    boolean sparse =
        longest.filter(key -> others > (double) SLOTS_PER_ROW * key.rowsPerValue()).isPresent();
    if (longest.isEmpty() || others > most || sparse) {
      throw new LeftToSpark(
          String.format(
              Locale.ROOT, "it may have %.0f groups, a task holds up to %d", product(keys), most));
    }
    int slots = (int) (most / others);
    return keys.stream()
        .map(key -> key == longest.get() ? longest.get().withSlots(slots) : key)
        .toList();
  }

  /** The values of stored numbers are not known, so there may be much fewer groups. */
  private void refuseSmallGroups(List<GroupKey> keys) throws LeftToSpark {
    double groups =
        product(keys.stream().filter(key -> !(key instanceof GroupKey.OfNumber)).toList());
    if (groups == 1 || sources.rows() == 0) {
      return;
    }
    int parts = parts(keys);
    if (groups * ROWS_PER_GROUP > (double) sources.rows() / parts) {
      throw new LeftToSpark(
          String.format(
              Locale.ROOT,
              "%d rows have up to %.0f groups%s",
              sources.rows(),
              groups,
              parts == 1 ? "" : " in each of " + parts + " tasks or files"));
    }
  }

  /** How many parts of the rows may have rows of all groups. */
  private int parts(List<GroupKey> keys) {
    boolean byFile = keys.stream().anyMatch(GroupKey.OfFile.class::isInstance);
    boolean sorted =
        keys.stream()
            .anyMatch(key -> key instanceof GroupKey.OfIndex some && some.range().sorted());
    return Math.max(byFile ? sources.all().size() : 1, sorted ? 1 : tasks.getAsInt());
  }

  private static double product(List<GroupKey> keys) {
    return keys.stream().mapToDouble(GroupKey::values).reduce(1, (a, b) -> a * b);
  }
}
