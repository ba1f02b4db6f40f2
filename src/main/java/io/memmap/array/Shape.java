package io.memmap.array;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The lengths of an array's axes; one of them may still be {@link #INFERRED}. */
public final class Shape implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A length that follows from the file's size, as NumPy's -1. */
  public static final long INFERRED = -1;

  /** NumPy's limit on axes. */
  public static final int MOST_AXES = 64;

  private final long[] lengths;

  private Shape(long[] lengths) {
    this.lengths = lengths;
  }

  /**
   * A shape of these lengths.
   *
   * @throws InvalidArrayException for a negative length other than one {@link #INFERRED}, or more
   *     than {@link #MOST_AXES} axes
   */
  public static Shape of(long... lengths) {
    if (lengths.length > MOST_AXES) {
      throw InvalidArrayException.of(
          "shape of %d axes; NumPy supports at most %d", lengths.length, MOST_AXES);
    }
    Shape shape = new Shape(lengths.clone());
    long negative = Arrays.stream(lengths).filter(length -> length < 0).count();
    if (negative > 1 || Arrays.stream(lengths).anyMatch(length -> length < INFERRED)) {
      throw InvalidArrayException.of(
          "shape %s: lengths are 0 or more; one may be -1, to follow from the file", shape);
    }
    return shape;
  }

  /** Reads what a user or Python writes: {@code 3,4}, {@code (3, 4)}, {@code (np.int64(3), 4)}. */
  public static Shape parse(String text) {
    return ShapeParser.parse(text);
  }

  /** Number of axes. */
  public int rank() {
    return lengths.length;
  }

  public long length(int axis) {
    return lengths[axis];
  }

  /** Whether it equals that shape, or does with its length of -1 inferred. */
  public boolean admits(Shape known) {
    int axis = inferredAxis();
    return rank() == known.rank()
        && (axis < 0 ? this : with(axis, known.length(axis))).equals(known);
  }

  /** The same shape with another first length. */
  public Shape withFirst(long length) {
    return with(0, length);
  }

  /** The axis whose length is {@link #INFERRED}, or -1. */
  public int inferredAxis() {
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] == INFERRED) {
        return axis;
      }
    }
    return -1;
  }

  /** Number of elements; 1 for a 0-d array. */
  public long elements() {
    return Arrays.stream(lengths).reduce(1, (a, b) -> a * b);
  }

  /**
   * Bytes of the array.
   *
   * @throws InvalidArrayException beyond 2**63-1, where a length of 0 does not rescue the others
   *     (NumPy: "array is too big")
   */
  public long bytes(int itemsize) {
    long bytes = itemsize;
    boolean empty = false;
    try {
      for (long length : lengths) {
        empty |= length == 0;
        bytes = Math.multiplyExact(bytes, Math.max(1, length));
      }
    } catch (ArithmeticException e) {
      throw InvalidArrayException.of(
          "shape %s: array is too big; it has more than 2**63-1 bytes", this);
    }
    return empty ? 0 : bytes;
  }

  Shape with(int axis, long length) {
    long[] changed = lengths.clone();
    changed[axis] = length;
    return new Shape(changed);
  }

  Shape without(int axis) {
    long[] left = new long[lengths.length - 1];
    System.arraycopy(lengths, 0, left, 0, axis);
    System.arraycopy(lengths, axis + 1, left, axis, left.length - axis);
    return new Shape(left);
  }

  /** These axes with those of {@code inner} after them. */
  Shape append(Shape inner) {
    long[] all = Arrays.copyOf(lengths, lengths.length + inner.lengths.length);
    System.arraycopy(inner.lengths, 0, all, lengths.length, inner.lengths.length);
    return Shape.of(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  /** As Python prints a tuple. */
  @Override
  public String toString() {
    String list = Arrays.stream(lengths).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return "(" + list + (lengths.length == 1 ? ",)" : ")");
  }
}
