package io.memmap.spark.internal.write.encode;

/** Stores elements in place of a null array, where something stands for null. */
final class NullArrays {
  private final byte[] element;

  /** What stands for null, as for single elements. */
  NullArrays(CellPlan element) {
    this.element = NullElement.of(element.dtype(), element.nullText());
  }

  boolean haveElements() {
    return element != null;
  }

  /**
   * Fills the place of a null array.
   *
   * @param bytes of the whole array
   * @throws UnfitValueException if nothing stands for null
   */
  void fill(byte[] target, int at, int bytes) {
    if (!haveElements()) {
      throw EncodeErrors.nullArray();
    }
    for (int from = at; from < at + bytes; from += element.length) {
      System.arraycopy(element, 0, target, from, element.length);
    }
  }
}
