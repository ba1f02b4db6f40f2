package io.memmap.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Hands out values in turn, in a new order each round, so that each comes up equally often. */
final class Rotation<T> {
  private final List<T> values;
  private final Random random;
  private int next;

  Rotation(List<T> values, Random random) {
    this.values = new ArrayList<>(values);
    this.random = random;
  }

  T next() {
    if (next == 0) {
      Collections.shuffle(values, random);
    }
    T value = values.get(next);
    next = (next + 1) % values.size();
    return value;
  }
}
