package io.memmap.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Chooses batch sizes and numbers of partitions so that each {@link Boundary} occurs, and counts
 * how often.
 */
final class BoundaryTally {
  /** 0 means that the option is not set. */
  private static final List<Integer> BATCH_ROWS = List.of(0, 1, 2, 3, 7, 64);

  private static final int MAX_PARTITIONS = 5;

  /** Rows per batch and number of partitions; 0 means not set. */
  record Cut(int batchRows, int partitions) {}

  private final Map<Boundary, Integer> counts = new EnumMap<>(Boundary.class);
  private final int[] cuts = new int[BATCH_ROWS.size() * (MAX_PARTITIONS + 1)];
  private final Random random;

  BoundaryTally(Random random) {
    this.random = random;
    for (Boundary boundary : Boundary.values()) {
      counts.put(boundary, 0);
    }
  }

  /** The cut with the boundary that has occurred least; equal ones are chosen at random. */
  Cut next(int rows) {
    List<Integer> best = new ArrayList<>();
    double bestWorth = -1;
    for (int candidate = 0; candidate < cuts.length; candidate++) {
      double worth = worth(rows, candidate);
      if (worth > bestWorth) {
        best.clear();
        bestWorth = worth;
      }
      if (worth == bestWorth) {
        best.add(candidate);
      }
    }
    int chosen = best.get(random.nextInt(best.size()));
    cuts[chosen]++;
    met(rows, cut(chosen)).forEach(boundary -> counts.merge(boundary, 1, Integer::sum));
    return cut(chosen);
  }

  private double worth(int rows, int candidate) {
    double worth = 1.0 / (1 + cuts[candidate]);
    for (Boundary boundary : met(rows, cut(candidate))) {
      worth += 4.0 / (1 + counts.get(boundary));
    }
    return worth;
  }

  private static Cut cut(int candidate) {
    return new Cut(BATCH_ROWS.get(candidate % BATCH_ROWS.size()), candidate / BATCH_ROWS.size());
  }

  private static List<Boundary> met(int rows, Cut cut) {
    List<Boundary> met = new ArrayList<>();
    for (Boundary boundary : Boundary.values()) {
      if (boundary.holds(rows, cut.batchRows(), cut.partitions())) {
        met.add(boundary);
      }
    }
    return met;
  }

  List<Boundary> neverMet() {
    return counts.keySet().stream().filter(boundary -> counts.get(boundary) == 0).toList();
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(
            entry ->
                entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " "
                    + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
