package io.memmap.oracle;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts by reason. */
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String reason) {
    add(reason, 1);
  }

  void add(String reason, int count) {
    counts.merge(reason, count, Integer::sum);
  }

  Map<String, Integer> counts() {
    return counts;
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> "%6d  %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
