package io.memmap.array;

/** Which axis runs fastest through the file. */
public enum Order {
  /** The last axis, as in C: rows lie one after the other. */
  C,
  /** The first axis, as in Fortran: columns lie one after the other. */
  F;

  /**
   * NumPy's order words; {@code A} and {@code K} mean C for a mapped file.
   *
   * @throws InvalidArrayException for anything else
   */
  public static Order parse(String text) {
    return switch (text) {
      case "C", "c", "A", "a", "K", "k", "None" -> C;
      case "F", "f" -> F;
      default ->
          throw InvalidArrayException.of(
              "order '%s': must be C (rows one after the other) or F (columns)", text);
    };
  }

  /**
   * Whether rows are contiguous, so that new rows go after the last one. In the other order a new
   * row moves existing elements.
   */
  public boolean growsAtEnd() {
    return this == C;
  }

  /** Bytes from one index to the next, per axis. */
  long[] strides(Shape shape, int itemsize) {
    int rank = shape.rank();
    long[] strides = new long[rank];
    long stride = itemsize;
    for (int i = 0; i < rank; i++) {
      int axis = this == C ? rank - 1 - i : i;
      strides[axis] = stride;
      stride *= shape.length(axis);
    }
    return strides;
  }
}
