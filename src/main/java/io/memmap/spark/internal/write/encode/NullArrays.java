package io.memmap.spark.internal.write.encode;

import java.util.Optional;

/** Stores the element of {@link NullElement} as each element of a null array. */
final class NullArrays {
  private final Optional<byte[]> element;

  /** Null arrays whose elements are those of the plan. */
  NullArrays(CellPlan elements) {
    this.element = elements.nullElement();
  }

  /** Whether null arrays can be stored. */
  boolean haveElements() {
    return element.isPresent();
  }

  /**
   * Stores a null array.
   *
   * @param bytes of the whole array
   * @throws UnfitValueException if nulls are refused
   */
  void fill(byte[] target, int at, int bytes) {
    byte[] item = element.orElseThrow(EncodeErrors::nullArray);
    for (int from = at; from < at + bytes; from += item.length) {
      System.arraycopy(item, 0, target, from, item.length);
    }
  }
}
