package io.memmap.array;

/** The fixed-width numbers and bool that NumPy stores, with NumPy's names and kind codes. */
public enum ScalarKind {
  BOOL("bool", 'b', 1),
  INT8("int8", 'i', 1),
  INT16("int16", 'i', 2),
  INT32("int32", 'i', 4),
  INT64("int64", 'i', 8),
  UINT8("uint8", 'u', 1),
  UINT16("uint16", 'u', 2),
  UINT32("uint32", 'u', 4),
  UINT64("uint64", 'u', 8),
  FLOAT16("float16", 'f', 2),
  FLOAT32("float32", 'f', 4),
  FLOAT64("float64", 'f', 8);

  private final String typeName;
  private final char code;
  private final int itemsize;

  ScalarKind(String typeName, char code, int itemsize) {
    this.typeName = typeName;
    this.code = code;
    this.itemsize = itemsize;
  }

  /** NumPy's name, as {@code dtype.name} gives it. */
  public String typeName() {
    return typeName;
  }

  /** NumPy's kind code, as {@code dtype.kind} gives it. */
  public char code() {
    return code;
  }

  /** Bytes of one element. */
  public int itemsize() {
    return itemsize;
  }
}
