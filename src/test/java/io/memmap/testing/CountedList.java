package io.memmap.testing;

import java.util.AbstractList;
import java.util.List;

/** A list that counts calls of {@link #get}, by its iterators too. */
public final class CountedList<T> extends AbstractList<T> {
  private final List<T> elements;
  private int count;

  public CountedList(List<T> elements) {
    this.elements = List.copyOf(elements);
  }

  @Override
  public T get(int index) {
    count++;
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  public int count() {
    return count;
  }
}
