package io.memmap;

import io.memmap.array.BytesDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.StructuredDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import io.memmap.storage.file.FileErrors;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Elements of dtypes S, U and V, and with fields, as Java's values. */
final class Texts {
  private Texts() {}

  static boolean isBytes(DType dtype) {
    return dtype instanceof BytesDType
        || dtype instanceof VoidDType
        || dtype instanceof StructuredDType;
  }

  static byte[] withoutPadding(byte[] stored) {
    int length = stored.length;
    while (length > 0 && stored[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(stored, length);
  }

  /** Refuses surrogates, as reads by Spark do: two of them would become another character. */
  static String decoded(byte[] stored, UnicodeDType dtype, String path) {
    ByteBuffer points = ByteBuffer.wrap(stored).order(order(dtype));
    int length = dtype.length();
    while (length > 0 && points.getInt(UnicodeDType.POINT_BYTES * (length - 1)) == 0) {
      length--;
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int point = points.getInt(UnicodeDType.POINT_BYTES * i);
      if (!UnicodeDType.isCharacter(point)) {
        throw new UncheckedIOException(FileErrors.notACharacter("file " + path, point));
      }
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  static byte[] encoded(String value, DType dtype, ElementErrors errors) {
    if (!(dtype instanceof UnicodeDType text)) {
      throw errors.noAccessor("setString");
    }
    int[] points = value.codePoints().toArray();
    boolean fits =
        points.length <= text.length() && Arrays.stream(points).allMatch(UnicodeDType::isCharacter);
    if (!fits) {
      throw errors.doesNotFit("a text of " + points.length + " characters");
    }
    ByteBuffer stored = ByteBuffer.allocate(dtype.itemsize()).order(order(text));
    Arrays.stream(points).forEach(stored::putInt);
    return stored.array();
  }

  static byte[] padded(byte[] value, DType dtype, ElementErrors errors) {
    if (!isBytes(dtype)) {
      throw errors.noAccessor("setBytes");
    }
    boolean fits =
        dtype instanceof BytesDType
            ? value.length <= dtype.itemsize()
            : value.length == dtype.itemsize();
    if (!fits) {
      throw errors.doesNotFit(value.length + " bytes");
    }
    return Arrays.copyOf(value, dtype.itemsize());
  }

  private static ByteOrder order(UnicodeDType dtype) {
    return dtype.endian() == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}
