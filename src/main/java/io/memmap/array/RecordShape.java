package io.memmap.array;

import java.util.List;

/** Shapes of arrays that are made of records of equal shape. */
public final class RecordShape {
  private RecordShape() {}

  /** One row per record, with the record's own axes after it. */
  public static Shape of(long records, List<Long> lengths) {
    long[] all = new long[1 + lengths.size()];
    all[0] = records;
    for (int axis = 0; axis < lengths.size(); axis++) {
      all[axis + 1] = lengths.get(axis);
    }
    return Shape.of(all);
  }

  /**
   * The shape asked for, with every length known. Records without axes are elements in C order, and
   * fill any shape; others must be its rows. The first axis may be longer than the records.
   *
   * @throws InvalidArrayException if the records do not fit the shape
   */
  public static Shape fit(Shape asked, long records, List<Long> lengths) {
    Shape shape = lengths.isEmpty() ? elements(asked, records) : rows(asked, records, lengths);
    long perRow = lengths.isEmpty() ? rowElements(shape) : 1;
    long rows = perRow == 0 ? 0 : records / perRow;
    boolean whole = perRow != 0 ? records % perRow == 0 : records == 0;
    boolean zeroDimensional = shape.rank() == 0 && records == 1;
    if (!zeroDimensional && (shape.rank() == 0 || !whole || rows > shape.length(0))) {
      throw doesNotFit(asked, records, lengths, perRow > 1 && !whole);
    }
    return shape;
  }

  /**
   * Whether an array has no rows, and its other lengths are 0 because they were not known. The
   * first rows that are written set them.
   */
  public static boolean leavesLengthsOpen(Shape there) {
    return there.rank() > 0
        && there.length(0) == 0
        && (there.rank() == 1 || there.with(0, 1).elements() == 0);
  }

  /** Whether records of these lengths may be the first rows of such an array. */
  public static boolean mayBecomeRowsOf(Shape there, List<Long> lengths) {
    boolean may =
        leavesLengthsOpen(there) && (there.rank() == 1 || there.rank() == 1 + lengths.size());
    for (int axis = 1; may && axis < there.rank(); axis++) {
      may = there.length(axis) == 0 || there.length(axis) == lengths.get(axis - 1);
    }
    return may;
  }

  /**
   * Checks records against the rows of an array that they are to follow.
   *
   * @throws InvalidArrayException if they do not make whole rows of it
   */
  public static void refuseOthersThan(Shape there, long records, List<Long> lengths) {
    boolean elements = lengths.isEmpty();
    Shape rows = of(elements ? records : Shape.INFERRED, lengths);
    long perRow = rowElements(there);
    boolean whole = perRow == 0 ? records == 0 : records % perRow == 0;
    boolean fit = elements ? whole : rows.admits(there);
    if (!fit) {
      throw InvalidArrayException.of(
          "append to an array of shape %s: found %s, which do not make rows of it; select columns"
              + " that make rows of its lengths",
          there, elements ? records + " elements" : "rows that make " + rows);
    }
  }

  private static Shape elements(Shape asked, long records) {
    int axis = asked.inferredAxis();
    if (axis < 0) {
      return asked;
    }
    long rest = asked.with(axis, 1).elements();
    if (rest == 0 || records % rest != 0) {
      throw doesNotFit(asked, records, List.of(), false);
    }
    return asked.with(axis, records / rest);
  }

  private static Shape rows(Shape asked, long records, List<Long> lengths) {
    Shape made = of(records, lengths);
    boolean agrees = asked.rank() == made.rank();
    for (int axis = 1; agrees && axis < made.rank(); axis++) {
      long length = asked.length(axis);
      agrees = length == Shape.INFERRED || length == made.length(axis);
    }
    if (!agrees) {
      throw doesNotFit(asked, records, lengths, false);
    }
    boolean infersRows = asked.length(0) == Shape.INFERRED;
    return infersRows ? made : made.with(0, asked.length(0));
  }

  private static long rowElements(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.with(0, 1).elements();
  }

  private static InvalidArrayException doesNotFit(
      Shape asked, long records, List<Long> lengths, boolean partial) {
    String found =
        lengths.isEmpty() ? records + " elements" : "rows that make " + of(records, lengths);
    return InvalidArrayException.of(
        "shape %s: found %s%s; give shape=%s or leave it out",
        asked, found, partial ? ", which end inside a row of the array" : "", of(records, lengths));
  }
}
