package io.memmap.spark.internal.read.filter;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of longs, as ranges in order. Both ends belong to a range, and at least one long lies
 * between two ranges, so equal sets are equal values.
 */
public final class KeyRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final KeyRanges NONE = new KeyRanges(new long[0]);

  /** First and last of each range, in turn. */
  private final long[] bounds;

  private KeyRanges(long[] bounds) {
    this.bounds = bounds;
  }

  /** All longs from {@code least} to {@code greatest}, both included; none if there are none. */
  public static KeyRanges of(long least, long greatest) {
    return least <= greatest ? new KeyRanges(new long[] {least, greatest}) : NONE;
  }

  /** The longs of all these sets, which may overlap and come in any order. */
  static KeyRanges union(List<KeyRanges> sets) {
    long[][] sorted =
        sets.stream()
            .flatMap(KeyRanges::ranges)
            .sorted(Comparator.comparingLong(range -> range[0]))
            .toArray(long[][]::new);
    long[] joined = new long[2 * sorted.length];
    int filled = 0;
    for (long[] range : sorted) {
      long before = filled == 0 ? 0 : joined[filled - 1];
      if (filled > 0 && (before == Long.MAX_VALUE || range[0] <= before + 1)) {
        joined[filled - 1] = Math.max(before, range[1]);
      } else {
        joined[filled++] = range[0];
        joined[filled++] = range[1];
      }
    }
    return new KeyRanges(Arrays.copyOf(joined, filled));
  }

  private Stream<long[]> ranges() {
    return IntStream.range(0, count()).mapToObj(i -> new long[] {bounds[2 * i], bounds[2 * i + 1]});
  }

  KeyRanges intersect(KeyRanges other) {
    long[] both = new long[bounds.length + other.bounds.length];
    int filled = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < bounds.length && theirs < other.bounds.length) {
      long first = Math.max(bounds[mine], other.bounds[theirs]);
      long last = Math.min(bounds[mine + 1], other.bounds[theirs + 1]);
      if (first <= last) {
        both[filled++] = first;
        both[filled++] = last;
      }
      if (bounds[mine + 1] < other.bounds[theirs + 1]) {
        mine += 2;
      } else {
        theirs += 2;
      }
    }
    return new KeyRanges(Arrays.copyOf(both, filled));
  }

  /** Those longs of a set that are not in this one. */
  KeyRanges complementIn(KeyRanges whole) {
    long[] gaps = new long[bounds.length + 2];
    int filled = 0;
    long next = Long.MIN_VALUE;
    boolean open = true;
    for (int i = 0; i < bounds.length; i += 2) {
      if (next < bounds[i]) {
        gaps[filled++] = next;
        gaps[filled++] = bounds[i] - 1;
      }
      open = bounds[i + 1] < Long.MAX_VALUE;
      next = bounds[i + 1] + 1;
    }
    if (open) {
      gaps[filled++] = next;
      gaps[filled++] = Long.MAX_VALUE;
    }
    return new KeyRanges(Arrays.copyOf(gaps, filled)).intersect(whole);
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Number of ranges. */
  public int count() {
    return bounds.length / 2;
  }

  /** First and last of each range, in turn. */
  public long[] bounds() {
    return bounds.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRanges set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return ranges()
        .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + ".." + range[1])
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
