package io.memmap.array;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * NumPy's basic indexing: which elements of an array to take, axis by axis.
 *
 * @param text as it was asked for
 */
public record Slice(List<Item> items, String text) implements Serializable {

  /** What is taken of one axis, or of several. */
  sealed interface Item extends Serializable permits Index, Range, Ellipsis {}

  /** One index, which drops the axis. */
  record Index(long index) implements Item {}

  /** Python's {@code slice}. A number that is left out is null. */
  record Range(Long start, Long stop, Long step) implements Item {
    static final Range ALL = new Range(null, null, null);
  }

  /** All of the axes that the other items leave. */
  record Ellipsis() implements Item {}

  /**
   * What a slice takes of one axis.
   *
   * @param start first index
   * @param step from one index to the next, negative if backwards
   * @param count indices taken
   * @param dropped whether it was one index, which drops the axis
   */
  public record Axis(long start, long step, long count, boolean dropped) implements Serializable {}

  /** All of the array. */
  public static final Slice WHOLE = new Slice(List.of(new Ellipsis()), "...");

  public Slice {
    items = List.copyOf(items);
  }

  /**
   * Reads {@code 10:1000:3, ..., -1}, and what Python prints for {@code np.s_[10:1000:3, ..., -1]}.
   *
   * @throws InvalidArrayException for anything but basic indexing
   */
  public static Slice parse(String text) {
    return SliceParser.parse(text);
  }

  /**
   * What is taken of each axis of such an array.
   *
   * @throws InvalidArrayException for more items than axes, or an index outside of its axis
   */
  public List<Axis> axes(Shape shape) {
    List<Axis> axes = new ArrayList<>();
    List<Item> all = oneForEachAxis(shape);
    for (int axis = 0; axis < all.size(); axis++) {
      long length = shape.length(axis);
      axes.add(
          all.get(axis) instanceof Index index
              ? index(index.index(), axis, shape)
              : range((Range) all.get(axis), length));
    }
    return axes;
  }

  /** Whether the slice takes whole rows of such an array. */
  public boolean takesWholeRows(Shape shape) {
    List<Axis> axes = axes(shape);
    for (int axis = 1; axis < axes.size(); axis++) {
      if (!axes.get(axis).equals(range(Range.ALL, shape.length(axis)))) {
        return false;
      }
    }
    return axes.isEmpty() || !axes.get(0).dropped();
  }

  /**
   * Whether rows that are added to the end of such an array only add rows to the end of what is
   * taken: the first axis is taken forwards, between indices that are counted from its beginning.
   */
  public boolean growsAtEnd(Shape shape) {
    Item first = oneForEachAxis(shape).get(0);
    return first instanceof Range range
        && isFromBeginning(range.start())
        && isFromBeginning(range.stop())
        && (range.step() == null || range.step() > 0);
  }

  private static boolean isFromBeginning(Long bound) {
    return bound == null || bound >= 0;
  }

  private List<Item> oneForEachAxis(Shape shape) {
    List<Item> all = new ArrayList<>(items);
    int at = all.indexOf(new Ellipsis());
    if (at >= 0) {
      all.remove(at);
    }
    if (all.size() > shape.rank()) {
      throw InvalidArrayException.of(
          "%s%d indices, found an array of %d axes, shape %s; give one index or slice for each"
              + " axis",
          asked(), all.size(), shape.rank(), shape);
    }
    all.addAll(
        at >= 0 ? at : all.size(), Collections.nCopies(shape.rank() - all.size(), Range.ALL));
    return all;
  }

  private Axis index(long index, int axis, Shape shape) {
    long length = shape.length(axis);
    if (index < -length || index >= length) {
      throw InvalidArrayException.of(
          "%sindex %d is out of bounds for axis %d with length %d; %s",
          asked(),
          index,
          axis,
          length,
          length == 0 ? "the axis is empty" : "give one from " + -length + " to " + (length - 1));
    }
    return new Axis(index < 0 ? index + length : index, 1, 1, true);
  }

  /** Python's {@code slice.indices}. */
  private static Axis range(Range range, long length) {
    // The smallest step has no positive counterpart; one more goes as far.
    long step = range.step() == null ? 1 : Math.max(range.step(), -Long.MAX_VALUE);
    long low = step < 0 ? -1 : 0;
    long high = step < 0 ? length - 1 : length;
    long start = bound(range.start(), step < 0 ? high : low, low, high, length);
    long stop = bound(range.stop(), step < 0 ? low : high, low, high, length);
    long span = step < 0 ? start - stop : stop - start;
    long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    return count == 0 ? new Axis(0, 1, 0, false) : new Axis(start, step, count, false);
  }

  private static long bound(Long given, long missing, long low, long high, long length) {
    if (given == null) {
      return missing;
    }
    return Math.min(high, Math.max(low, given < 0 ? given + length : given));
  }

  private String asked() {
    return "slice " + DTypeRefusal.quoted(text) + ": ";
  }

  @Override
  public String toString() {
    return text;
  }
}
