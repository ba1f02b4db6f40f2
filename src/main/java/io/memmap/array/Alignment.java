package io.memmap.array;

/** What {@code dtype.alignment} is on 64-bit Linux: where a C compiler would put such a field. */
public final class Alignment {
  private Alignment() {}

  /** Bytes that the offset is a multiple of. */
  public static int of(DType dtype) {
    if (dtype instanceof ScalarDType || dtype instanceof TimeDType) {
      return dtype.itemsize();
    }
    if (dtype instanceof ComplexDType complex) {
      return complex.partDType().itemsize();
    }
    if (dtype instanceof UnicodeDType) {
      return UnicodeDType.POINT_BYTES;
    }
    if (dtype instanceof SubArrayDType array) {
      return of(array.base());
    }
    if (dtype instanceof StructuredDType struct && struct.aligned()) {
      return struct.fields().stream().mapToInt(field -> of(field.dtype())).max().orElse(1);
    }
    return 1;
  }

  /** The least multiple that is not below {@code offset}. */
  public static long roundedUp(long offset, int multiple) {
    return (offset + multiple - 1) / multiple * multiple;
  }
}
