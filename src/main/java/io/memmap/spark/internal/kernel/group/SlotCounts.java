package io.memmap.spark.internal.kernel.group;

import java.util.Arrays;

/**
 * Numbers of rows in each of many groups, which have slots as those of {@link GroupedReduction}.
 */
final class SlotCounts {
  private long[] counts = {};

  /** What to add to the count of each slot and of all slots after it. */
  private long[] steps = {};

  private boolean stepped;

  void reset(int slots) {
    if (counts.length < slots) {
      counts = new long[slots];
    } else {
      Arrays.fill(counts, 0, slots, 0);
    }
  }

  void addToOne(int slot, int rows) {
    counts[slot] += rows;
  }

  /** Adds a row to each of some consecutive slots. */
  void addAlong(int slot, int slots) {
    if (steps.length <= counts.length) {
      steps = new long[counts.length + 1];
    }
    steps[slot]++;
    steps[slot + slots]--;
    stepped = true;
  }

  /** Adds a row to each of the first slots of an array. */
  void addEach(int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      counts[slots[i]]++;
    }
  }

  /** Ends a series of additions; no count is right before. */
  void finish() {
    if (stepped) {
      long more = 0;
      for (int i = 0; i < counts.length; i++) {
        more += steps[i];
        counts[i] += more;
      }
      Arrays.fill(steps, 0);
      stepped = false;
    }
  }

  long of(int slot) {
    return counts[slot];
  }
}
