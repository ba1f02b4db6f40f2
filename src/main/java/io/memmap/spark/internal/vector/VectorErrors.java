package io.memmap.spark.internal.vector;

import io.memmap.array.OneLine;
import io.memmap.array.TimeDType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.apache.spark.sql.types.DataType;

/** The errors of single values; unchecked, because Spark's getters declare no checked ones. */
final class VectorErrors {
  private VectorErrors() {}

  static UncheckedIOException doesNotFitBigint(String label, BigInteger value) {
    return new UncheckedIOException(
        new IOException(
            OneLine.of(
                label
                    + (": asked for bigint, found uint64 " + value)
                    + ", which is larger; leave the column's type out of the schema to read it as"
                    + " decimal(20,0)")));
  }

  static UncheckedIOException timeOutOfRange(
      String label, TimeDType dtype, long ticks, DataType asked) {
    return new UncheckedIOException(
        new IOException(
            OneLine.of(
                label
                    + (": asked for " + asked.simpleString() + ", found " + dtype.text())
                    + (" of " + ticks + " ticks, which is out of its range; ask for bigint in a")
                    + " schema to read the ticks")));
  }

  /** Shows the first 40 bytes of a value. */
  static UncheckedIOException notUtf8(String label, byte[] value) {
    int shown = Math.min(value.length, 40);
    return new UncheckedIOException(
        new IOException(
            OneLine.of(
                label
                    + (": asked for string, found bytes "
                        + HexFormat.of().formatHex(value, 0, shown))
                    + (shown < value.length ? "..." : "")
                    + ", which are not UTF-8; read it as binary, and decode it as what it is")));
  }

  static UncheckedIOException noCharacter(String label, int point) {
    return new UncheckedIOException(
        new IOException(
            OneLine.of(
                label
                    + (": asked for string, found code point 0x" + Integer.toHexString(point))
                    + ", which is no Unicode character; read it as V4 instead of U1, and so on, for"
                    + " the bytes")));
  }
}
