package io.memmap.spark.internal.vector;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.OneLine;
import io.memmap.array.TimeDType;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;

/** The errors of single values; unchecked, because Spark's getters declare no checked ones. */
final class VectorErrors {
  /** Bytes of a value that a message shows. */
  private static final int MOST_BYTES = 40;

  private VectorErrors() {}

  static UncheckedIOException doesNotFitBigint(String label, BigInteger value) {
    return error(
        label,
        "asked for bigint, found uint64 %s, which is larger; leave the column's type out of the"
            + " schema to read it as decimal(20,0)",
        value);
  }

  static UncheckedIOException timeOutOfRange(
      String label, TimeDType dtype, long ticks, DataType asked) {
    return error(
        label,
        "asked for %s, found %s of %d ticks, which is out of its range; ask for bigint in a schema"
            + " to read the ticks",
        asked.simpleString(),
        dtype.text(),
        ticks);
  }

  static UncheckedIOException notUtf8(String label, byte[] value) {
    int shown = Math.min(value.length, MOST_BYTES);
    return error(
        label,
        "asked for string, found bytes %s%s, which are not UTF-8; read the column as binary and"
            + " decode it with its own encoding",
        HexFormat.of().formatHex(value, 0, shown),
        shown < value.length ? "..." : "");
  }

  static UncheckedIOException notACharacter(String label, int point) {
    return new UncheckedIOException(FileErrors.notACharacter(label, point));
  }

  /** Begins with the label, which names column and file. */
  @FormatMethod
  private static UncheckedIOException error(
      String label, @FormatString String format, Object... arguments) {
    String found = String.format(Locale.ROOT, format, arguments);
    return new UncheckedIOException(new IOException(OneLine.of(label + ": " + found)));
  }
}
