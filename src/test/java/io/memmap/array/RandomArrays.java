package io.memmap.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Small random arrays, and a second implementation of NumPy's formula for the position of an
 * element.
 */
public final class RandomArrays {
  private final Random random;

  public RandomArrays(long seed) {
    this.random = new Random(seed);
  }

  /** Any scalar kind, 0 to 5 axes of length 0 to 5, either order, any offset. */
  public ArraySpec next() {
    return next(random.nextInt(6), 5);
  }

  /** An array of {@code rank} axes, none longer than {@code longest}. */
  public ArraySpec next(int rank, int longest) {
    long[] lengths = random.longs(rank, 0, longest + 1L).toArray();
    return new ArraySpec(
        pick(scalars()), Shape.of(lengths), pick(List.of(Order.values())), random.nextInt(100));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Every number and bool in both byte orders. */
  public static List<ScalarDType> scalars() {
    List<ScalarDType> scalars = new ArrayList<>();
    for (ScalarKind kind : ScalarKind.values()) {
      for (Endian endian : Endian.values()) {
        scalars.add(new ScalarDType(kind, endian));
      }
    }
    return scalars.stream().distinct().toList();
  }

  /** All indices of an array, the last axis running fastest. */
  public static List<long[]> indices(Shape shape) {
    List<long[]> indices = List.of(new long[0]);
    for (int axis = 0; axis < shape.rank(); axis++) {
      List<long[]> longer = new ArrayList<>();
      for (long[] index : indices) {
        for (long i = 0; i < shape.length(axis); i++) {
          long[] next = Arrays.copyOf(index, index.length + 1);
          next[axis] = i;
          longer.add(next);
        }
      }
      indices = longer;
    }
    return indices;
  }

  /** Position in the file of one element: how many elements lie before it, times their size. */
  public static long position(ArraySpec spec, long... index) {
    long before = 0;
    int rank = index.length;
    for (int i = 0; i < rank; i++) {
      int axis = spec.order() == Order.C ? i : rank - 1 - i;
      before = before * spec.shape().length(axis) + index[axis];
    }
    return spec.offset() + before * spec.dtype().itemsize();
  }

  /** Position of an element by its view. */
  public static long position(ArrayView view, long... index) {
    long position = view.offset();
    for (int axis = 0; axis < index.length; axis++) {
      position += index[axis] * view.stride(axis);
    }
    return position;
  }
}
