package io.memmap.array;

/** A number or bool in one byte order. One-byte kinds are always {@link Endian#LITTLE}. */
public record ScalarDType(ScalarKind kind, Endian endian) implements DType {

  public ScalarDType {
    if (kind.itemsize() == 1) {
      endian = Endian.LITTLE;
    }
  }

  @Override
  public int itemsize() {
    return kind.itemsize();
  }

  /** Whether its bytes lie in the other order than that of this machine. */
  public boolean isSwapped() {
    return itemsize() > 1 && endian.isSwapped();
  }

  @Override
  public String descr() {
    char prefix = itemsize() == 1 ? '|' : endian.prefix();
    return "" + prefix + kind.code() + itemsize();
  }

  /** As NumPy prints it: the name in native byte order, else the code with its prefix. */
  @Override
  public String toString() {
    return isSwapped() ? descr() : kind.typeName();
  }
}
