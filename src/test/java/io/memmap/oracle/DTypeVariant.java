package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;

/** A kind in one byte order; kinds with items of one byte have only one. */
record DTypeVariant(NumpyKind kind, boolean bigEndian) {

  static List<DTypeVariant> all() {
    List<DTypeVariant> all = new ArrayList<>();
    for (NumpyKind kind : NumpyKind.values()) {
      all.add(new DTypeVariant(kind, false));
      if (kind.hasByteOrder()) {
        all.add(new DTypeVariant(kind, true));
      }
    }
    return all;
  }

  /** The NumPy code, such as {@code >i4}. */
  String code() {
    return !kind.hasByteOrder() ? "|" + kind.code() : (bigEndian ? ">" : "<") + kind.code();
  }

  /** Texts that mean this dtype; only codes can ask for big-endian. */
  List<String> spellings() {
    return bigEndian
        ? List.of(code())
        : List.of(code(), kind.numpyName(), kind.code(), "=" + kind.code());
  }

  @Override
  public String toString() {
    String order = !kind.hasByteOrder() ? "" : bigEndian ? " >" : " <";
    return kind.numpyName() + order;
  }
}
