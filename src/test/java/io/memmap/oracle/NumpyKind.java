package io.memmap.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * The scalar kinds that are in scope, as the tests know them. It repeats what the connector knows
 * on purpose: a judge that asks the accused proves nothing.
 */
public enum NumpyKind {
  BOOL('b', 1, "boolean"),
  INT8('i', 1, "tinyint"),
  INT16('i', 2, "smallint"),
  INT32('i', 4, "int"),
  INT64('i', 8, "bigint"),
  UINT8('u', 1, "smallint"),
  UINT16('u', 2, "int"),
  UINT32('u', 4, "bigint"),
  UINT64('u', 8, "decimal(20,0)"),
  FLOAT16('f', 2, "float"),
  FLOAT32('f', 4, "float"),
  FLOAT64('f', 8, "double");

  private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

  private final char letter;
  private final int itemsize;
  private final String sparkType;

  NumpyKind(char letter, int itemsize, String sparkType) {
    this.letter = letter;
    this.itemsize = itemsize;
    this.sparkType = sparkType;
  }

  /** The kind that NumPy's letter and size mean, or empty where it is out of scope. */
  public static Optional<NumpyKind> of(String letter, int itemsize) {
    return Arrays.stream(values())
        .filter(kind -> letter.equals(String.valueOf(kind.letter)) && kind.itemsize == itemsize)
        .findFirst();
  }

  /** As in {@code i4}, without byte order. */
  public String code() {
    return letter + Integer.toString(itemsize);
  }

  /** As in {@code int32}. */
  public String numpyName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int itemsize() {
    return itemsize;
  }

  public DataType sparkType() {
    return DataType.fromDDL(sparkType);
  }

  /**
   * Bytes of one canonical element: a half has no Spark type of its own and is compared as float.
   */
  public int canonicalWidth() {
    return this == FLOAT16 ? Float.BYTES : itemsize;
  }

  /**
   * Appends a value from a Spark row; any other class than that of {@link #sparkType} is an error.
   */
  public void put(ByteBuffer out, Object value) {
    switch (this) {
      case BOOL -> out.put((byte) ((Boolean) value ? 1 : 0));
      case INT8 -> out.put((Byte) value);
      case INT16 -> out.putShort((Short) value);
      case INT32 -> out.putInt((Integer) value);
      case INT64 -> out.putLong((Long) value);
      case UINT8 -> out.put((byte) unsigned((Short) value));
      case UINT16 -> out.putShort((short) unsigned((Integer) value));
      case UINT32 -> out.putInt((int) unsigned((Long) value));
      case UINT64 -> out.putLong(unsigned((BigDecimal) value));
      case FLOAT16, FLOAT32 -> out.putInt(Float.floatToRawIntBits((Float) value));
      case FLOAT64 -> out.putLong(Double.doubleToRawLongBits((Double) value));
    }
  }

  private long unsigned(long value) {
    if (value < 0 || value >= 1L << (8 * itemsize)) {
      throw new AssertionError(value + " is no " + numpyName());
    }
    return value;
  }

  private static long unsigned(BigDecimal value) {
    BigInteger exact = value.toBigIntegerExact();
    if (exact.signum() < 0 || exact.compareTo(UINT64_END) >= 0) {
      throw new AssertionError(value + " is no uint64");
    }
    return exact.longValue();
  }
}
