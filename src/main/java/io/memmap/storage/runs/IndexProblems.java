package io.memmap.storage.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Indices that are duplicate, missing or outside of the array: how many there are, and a few of
 * them.
 */
public final class IndexProblems {
  private static final int NAMED = 5;

  private final List<Long> duplicates = new ArrayList<>();
  private final List<Long> gaps = new ArrayList<>();
  private final List<Long> outside = new ArrayList<>();
  private long duplicateCount;
  private long gapCount;
  private long outsideCount;

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

  /** How many of {@code count} indices a message names. */
  static int few(long count) {
    return (int) Math.min(count, NAMED);
  }

  /** Notes {@code count} indices outside of the array, of which {@code few} are the first. */
  synchronized void outside(long[] few, long count) {
    outsideCount += count;
    for (long index : few) {
      name(outside, index);
    }
  }

  private static void name(List<Long> named, long index) {
    if (named.size() < NAMED) {
      named.add(index);
    }
  }

  public synchronized boolean hasDuplicates() {
    return duplicateCount > 0;
  }

  public synchronized boolean hasGaps() {
    return gapCount > 0;
  }

  public synchronized boolean hasOutside() {
    return outsideCount > 0;
  }

  /** What is wrong, in words; empty if nothing is. */
  public String found() {
    return found(String::valueOf);
  }

  /**
   * What is wrong, in words; empty if nothing is.
   *
   * @param text of an index
   */
  public synchronized String found(LongFunction<String> text) {
    List<String> found = new ArrayList<>();
    if (duplicateCount > 0) {
      found.add(duplicateCount + " duplicate indices" + named(duplicates, duplicateCount, text));
    }
    if (gapCount > 0) {
      found.add(gapCount + " missing indices" + named(gaps, gapCount, text));
    }
    if (outsideCount > 0) {
      found.add(outsideCount + " indices outside of it" + named(outside, outsideCount, text));
    }
    return String.join(" and ", found);
  }

  private static String named(List<Long> indices, long count, LongFunction<String> text) {
    String list = indices.stream().sorted().map(text::apply).collect(Collectors.joining(", "));
    return " (" + (count > indices.size() ? list + ", ..." : list) + ")";
  }
}
