package io.memmap.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The kinds of elements. BYTES and later are single examples of their kinds. The enum repeats facts
 * of the connector on purpose: a test that asked the connector would not find its errors.
 */
public enum NumpyKind {
  BOOL("b1", 1, "boolean"),
  INT8("i1", 1, "tinyint"),
  INT16("i2", 2, "smallint"),
  INT32("i4", 4, "int"),
  INT64("i8", 8, "bigint"),
  UINT8("u1", 1, "smallint"),
  UINT16("u2", 2, "int"),
  UINT32("u4", 4, "bigint"),
  UINT64("u8", 8, "decimal(20,0)"),
  FLOAT16("f2", 2, "float"),
  FLOAT32("f4", 4, "float"),
  FLOAT64("f8", 8, "double"),
  COMPLEX64("c8", 8, "struct<real: float not null, imag: float not null>"),
  COMPLEX128("c16", 16, "struct<real: double not null, imag: double not null>"),
  BYTES("S5", 5, "binary"),
  VOID("V7", 7, "binary"),
  TEXT("U3", 12, "string"),
  DATE("M8[D]", 8, "date"),
  MONTH("M8[M]", 8, "date"),
  DATETIME("M8[25s]", 8, "timestamp_ntz"),
  DURATION("m8[ns]", 8, "interval day to second");

  private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final String code;
  private final int itemsize;
  private final String sparkType;

  NumpyKind(String code, int itemsize, String sparkType) {
    this.code = code;
    this.itemsize = itemsize;
    this.sparkType = sparkType;
  }

  /** The number of this letter and size, or empty if it is not one of these kinds. */
  public static Optional<NumpyKind> of(String letter, int itemsize) {
    return "biuf".contains(letter) ? ofCode(letter + itemsize) : Optional.empty();
  }

  /** The kind of a code without byte order. */
  static Optional<NumpyKind> ofCode(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }

  /** The code without byte order, such as {@code i4}. */
  public String code() {
    return code;
  }

  /** The name, such as {@code int32}; the code if there is no name. */
  public String numpyName() {
    return compareTo(BYTES) < 0 ? name().toLowerCase(Locale.ROOT) : code;
  }

  boolean hasByteOrder() {
    return itemsize > 1 && this != BYTES && this != VOID;
  }

  /** Whether the kind has a NaT, which is read as null. */
  boolean nullable() {
    return compareTo(DATE) >= 0;
  }

  public int itemsize() {
    return itemsize;
  }

  public DataType sparkType() {
    return DataType.fromDDL(sparkType);
  }

  /** Bytes of one canonical element; float16 has no Spark type and is compared as float. */
  public int canonicalWidth() {
    return this == FLOAT16 ? Float.BYTES : itemsize;
  }

  /**
   * Appends a value of a Spark row, whose class must be that of {@link #sparkType}. Dates are
   * written as days, times as microseconds.
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
      case COMPLEX64 -> putParts(out, (Row) value, FLOAT32);
      case COMPLEX128 -> putParts(out, (Row) value, FLOAT64);
      case BYTES -> putPadded(out, (byte[]) value);
      case VOID -> putWhole(out, (byte[]) value);
      case TEXT -> putText(out, (String) value);
      case DATE, MONTH ->
          out.putLong(value == null ? Long.MIN_VALUE : ((LocalDate) value).toEpochDay());
      case DATETIME -> out.putLong(value == null ? Long.MIN_VALUE : micros((LocalDateTime) value));
      case DURATION -> out.putLong(value == null ? Long.MIN_VALUE : micros((Duration) value));
    }
  }

  private static void putParts(ByteBuffer out, Row value, NumpyKind part) {
    part.put(out, value.get(0));
    part.put(out, value.get(1));
  }

  private void putPadded(ByteBuffer out, byte[] value) {
    if (value.length > 0 && value[value.length - 1] == 0) {
      throw new AssertionError("a NUL at the end of " + Arrays.toString(value));
    }
    out.put(Arrays.copyOf(value, itemsize));
  }

  private void putWhole(ByteBuffer out, byte[] value) {
    if (value.length != itemsize) {
      throw new AssertionError(value.length + " bytes instead of " + itemsize);
    }
    out.put(value);
  }

  private void putText(ByteBuffer out, String value) {
    int end = out.position() + itemsize;
    if (value.endsWith("\0")) {
      throw new AssertionError("a NUL at the end of " + value);
    }
    value.codePoints().forEach(out::putInt);
    while (out.position() < end) {
      out.putInt(0);
    }
  }

  private static long micros(LocalDateTime value) {
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), value);
  }

  private static long micros(Duration value) {
    return value.getSeconds() * MICROS_PER_SECOND + value.getNano() / 1000;
  }

  private long unsigned(long value) {
    if (value < 0 || value >= 1L << (8 * itemsize)) {
      throw new AssertionError(value + " is not a " + numpyName());
    }
    return value;
  }

  private static long unsigned(BigDecimal value) {
    BigInteger exact = value.toBigIntegerExact();
    if (exact.signum() < 0 || exact.compareTo(UINT64_END) >= 0) {
      throw new AssertionError(value + " is not a uint64");
    }
    return exact.longValue();
  }
}
