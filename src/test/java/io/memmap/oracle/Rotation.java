package io.memmap.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Returns values in turn, in a new random order each round, so that all occur equally often. */
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
