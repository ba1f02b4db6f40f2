package io.memmap.array;

import java.nio.ByteOrder;

/** Byte order of a dtype, with NumPy's prefix for it. */
public enum Endian {
  LITTLE('<'),
  BIG('>');

  /** Byte order of this machine, which NumPy's {@code =} means; {@code |} is read as the same. */
  public static final Endian NATIVE =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? LITTLE : BIG;

  private final char prefix;

  Endian(char prefix) {
    this.prefix = prefix;
  }

  /** Whether it is not the byte order of this machine. */
  public boolean isSwapped() {
    return this != NATIVE;
  }

  /** {@code <} or {@code >}. */
  public char prefix() {
    return prefix;
  }
}
