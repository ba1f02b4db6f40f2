package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.vector.IndexVector;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Counts and reductions of rows in groups, computed batch by batch. The slot of a group is made of
 * the numbers that {@link SlotKey}s give to its values. Results may be taken at any time, after
 * which the groups begin anew; so there may be several results of one group, to be aggregated
 * further.
 */
public final class Groups {
  /** Most rows before results are taken: sums of as many integers of 32 bits don't overflow. */
  public static final int MOST_ROWS = 1 << 30;

  /** Rows whose slots are computed at a time: slots and values stay in the first-level cache. */
  private static final int BLOCK = 1 << 12;

  /** Shorter runs of rows with equal or consecutive slots take longer than slots of single rows. */
  private static final int SHORT_RUN = 16;

  private final SlotKey[] keys;

  /** Slots from one number of a key to the next. */
  private final int[] times;

  private final int slots;
  private final GroupedReduction[] reductions;
  private final int mostRows;
  private final SlotCounts counts = new SlotCounts();
  private final int[] placed = new int[BLOCK];

  /** Rows since results were taken. */
  private int rows;

  /** The slot of the result that is shown; -1 before the first one. */
  private int shown = -1;

  /** The part of a result that is shown, and its reduction; null if a whole result is. */
  private GroupedReduction.Part part;

  private int partOf;

  /**
   * Begins without rows.
   *
   * @param keys what to group by, those first whose values change least often from row to row; the
   *     product of the numbers of all keys is an int
   */
  public Groups(List<SlotKey> keys, List<GroupedReduction> reductions) {
    this.keys = keys.toArray(SlotKey[]::new);
    this.times = new int[this.keys.length];
    int product = 1;
    for (int i = times.length - 1; i >= 0; i--) {
      times[i] = product;
      product = Math.multiplyExact(product, this.keys[i].length());
    }
    this.slots = product;
    this.reductions = reductions.toArray(GroupedReduction[]::new);
    this.mostRows =
        reductions.stream().mapToInt(GroupedReduction::mostRows).min().orElse(MOST_ROWS);
    empty();
  }

  private void empty() {
    counts.reset(slots);
    for (GroupedReduction reduction : reductions) {
      reduction.reset(slots);
    }
    rows = 0;
    shown = -1;
  }

  /** Whether there are rows whose results have not been taken. */
  public boolean hasRows() {
    return rows > 0;
  }

  /**
   * Adds rows of a batch.
   *
   * @param by the values of each key
   * @param values those of each reduction
   * @return how many rows have been added; if fewer than {@code count}, the results must be taken
   *     before the others can be added
   */
  public int add(StridedVector[] by, StridedVector[] values, int row, int count) {
    if (rows == 0) {
      for (int i = 0; i < keys.length; i++) {
        keys[i].begin(by[i], row);
      }
    }
    int most = Math.min(count, mostRows - rows);
    int added = hasRuns(by) ? addRuns(by, values, row, most) : addEach(by, values, row, most);
    rows += added;
    if (rows == 0 && count > 0) {
      throw new IllegalStateException("a row has a value that was not planned");
    }
    return added;
  }

  /** Whether slots are equal or consecutive over long runs of rows. */
  private boolean hasRuns(StridedVector[] by) {
    for (int i = 0; i < keys.length; i++) {
      if (!(by[i] instanceof IndexVector index && keys[i] instanceof IndexKey key)) {
        return false;
      }
      boolean last = i == keys.length - 1;
      long run =
          last ? Math.max(key.usualRun(index), key.usualEvenRun(index)) : key.usualRun(index);
      if (run < SHORT_RUN) {
        return false;
      }
    }
    return true;
  }

  private int addRuns(StridedVector[] by, StridedVector[] values, int row, int count) {
    int last = keys.length - 1;
    boolean along = ((IndexKey) keys[last]).isEven((IndexVector) by[last]);
    int added = 0;
    while (added < count && !isFull()) {
      long run = (long) count - added;
      int slot = 0;
      for (int i = 0; i <= last; i++) {
        IndexKey key = (IndexKey) keys[i];
        IndexVector index = (IndexVector) by[i];
        int number = key.numberOf(index, row + added);
        if (number < 0) {
          return added;
        }
        slot += number * times[i];
        run =
            Math.min(
                run,
                along && i == last
                    ? key.evenFrom(index, row + added, number)
                    : key.sameFrom(index, row + added));
      }
      addRun(along, slot, values, row + added, (int) run);
      added += (int) run;
    }
    return added;
  }

  private void addRun(boolean along, int slot, StridedVector[] values, int row, int count) {
    if (along) {
      counts.addAlong(slot, count);
      for (int i = 0; i < reductions.length; i++) {
        reductions[i].addAlong(values[i], row, count, slot);
      }
    } else {
      counts.addToOne(slot, count);
      for (int i = 0; i < reductions.length; i++) {
        reductions[i].addToOne(values[i], row, count, slot);
      }
    }
  }

  private int addEach(StridedVector[] by, StridedVector[] values, int row, int count) {
    int added = 0;
    while (added < count && !isFull()) {
      int block = Math.min(BLOCK, count - added);
      int some = place(by, row + added, block);
      counts.addEach(placed, some);
      for (int i = 0; i < reductions.length; i++) {
        reductions[i].addEach(values[i], row + added, some, placed);
      }
      added += some;
      if (some < block) {
        return added;
      }
    }
    return added;
  }

  private boolean isFull() {
    for (GroupedReduction reduction : reductions) {
      if (reduction.isFull()) {
        return true;
      }
    }
    return false;
  }

  private int place(StridedVector[] by, int row, int count) {
    Arrays.fill(placed, 0, count, 0);
    int some = count;
    for (int i = 0; i < keys.length; i++) {
      some = keys[i].place(by[i], row, some, times[i], placed);
    }
    return some;
  }

  /**
   * Shows the next result, of which there is one for each group that has rows; and then parts that
   * would overflow together with a result. After the last one the groups have no rows.
   */
  public boolean next() {
    if (rows == 0) {
      return false;
    }
    if (shown < 0) {
      counts.finish();
    }
    part = null;
    for (shown++; shown < slots; shown++) {
      if (counts.of(shown) > 0) {
        return true;
      }
    }
    for (partOf = 0; partOf < reductions.length; partOf++) {
      Optional<GroupedReduction.Part> found = reductions[partOf].overflown();
      if (found.isPresent()) {
        part = found.get();
        return true;
      }
    }
    empty();
    return false;
  }

  /** The value of a key in the group of the result that is shown. */
  public Object key(int i) {
    int slot = part == null ? shown : part.slot();
    return keys[i].value(slot / times[i] % keys[i].length());
  }

  /** The number of rows of the result that is shown; null for a part of a result. */
  public Long count() {
    return part == null ? counts.of(shown) : null;
  }

  /** The value of a reduction in the result that is shown; null if a part of another is shown. */
  public Object result(int i) {
    if (part == null) {
      return reductions[i].result(shown);
    }
    return i == partOf ? part.value() : null;
  }
}
