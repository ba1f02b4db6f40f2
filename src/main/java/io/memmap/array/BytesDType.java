package io.memmap.array;

/**
 * NumPy's {@code S}: bytes without an encoding. All trailing NULs are padding, not part of the
 * value.
 *
 * @param itemsize bytes of one element, padding included
 */
public record BytesDType(int itemsize) implements DType {

  @Override
  public String descr() {
    return "|S" + itemsize;
  }

  @Override
  public String toString() {
    return descr();
  }
}
