package io.memmap.oracle;

import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.ScalarDType;

/** What the connector makes of a dtype string, in terms that can be compared with NumPy's. */
record ParsedDType(String what, int itemsize, boolean bigEndian) {
  static final ParsedDType REFUSED = new ParsedDType("refused", 0, false);

  /** Any other exception than the one for users comes through and fails the test. */
  static ParsedDType of(String text) {
    try {
      return of(DType.parse(text));
    } catch (InvalidArrayException refusal) {
      if (refusal.getMessage() == null || !refusal.getMessage().contains("dtype")) {
        throw new AssertionError("a message that doesn't name the option", refusal);
      }
      return REFUSED;
    }
  }

  static ParsedDType of(NumpyKind kind, boolean bigEndian) {
    return new ParsedDType(kind.name(), kind.itemsize(), bigEndian);
  }

  private static ParsedDType of(DType dtype) {
    return dtype instanceof ScalarDType scalar
        ? new ParsedDType(scalar.kind().name(), dtype.itemsize(), scalar.endian() == Endian.BIG)
        : new ParsedDType("structured", dtype.itemsize(), false);
  }
}
