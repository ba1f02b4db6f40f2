package io.memmap.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Indices that come twice, or not at all: a few of them, and how many there are. */
public final class IndexProblems {
  private static final int NAMED = 5;

  private final List<Long> duplicates = new ArrayList<>();
  private final List<Long> gaps = new ArrayList<>();
  private long duplicateCount;
  private long gapCount;

  synchronized void duplicate(long index) {
    duplicateCount++;
    name(duplicates, index);
  }

  synchronized void gap(long index) {
    gaps(index, 1);
  }

  synchronized void gaps(long first, long count) {
    gapCount += count;
    for (long i = 0; i < Math.min(count, NAMED); i++) {
      name(gaps, first + i);
    }
  }

  private static void name(List<Long> named, long index) {
    if (named.size() < NAMED) {
      named.add(index);
    }
  }

  /** What is wrong, in words; empty if nothing is. */
  public synchronized String found() {
    List<String> found = new ArrayList<>();
    if (duplicateCount > 0) {
      found.add(duplicateCount + " duplicate indices (" + named(duplicates, duplicateCount) + ")");
    }
    if (gapCount > 0) {
      found.add(gapCount + " missing indices (" + named(gaps, gapCount) + ")");
    }
    return String.join(" and ", found);
  }

  private static String named(List<Long> indices, long count) {
    String list = indices.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    return count > indices.size() ? list + ", ..." : list;
  }
}
