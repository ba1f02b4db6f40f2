package io.memmap.array;

/**
 * NumPy's {@code V} without fields: raw bytes; zeros at the end are part of the value.
 *
 * @param itemsize bytes of one element
 */
public record VoidDType(int itemsize) implements DType {

  @Override
  public String descr() {
    return "|V" + itemsize;
  }

  @Override
  public String toString() {
    return descr();
  }
}
