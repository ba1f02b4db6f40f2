package io.memmap.spark.internal.write.encode;

import io.memmap.array.UnicodeDType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Encodes strings as NumPy's {@code U}: code points of four bytes each, padded with NULs. */
final class UnicodeEncoder implements CellEncoder {
  private final UnicodeDType dtype;
  private final ElementBytes bytes;
  private final boolean unsafe;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

  /**
   * An encoder for one dtype.
   *
   * @param unsafe whether values that are too long are cut
   */
  UnicodeEncoder(UnicodeDType dtype, boolean unsafe) {
    this.dtype = dtype;
    this.bytes = new ElementBytes(dtype.endian());
    this.unsafe = unsafe;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    byte[] value = source.getUTF8String(ordinal).getBytes();
    int length = ascii(value);
    if (length == value.length && length <= dtype.length()) {
      for (int i = 0; i < length; i++) {
        bytes.putInt(target, at + UnicodeDType.POINT_BYTES * i, value[i]);
      }
      end(length, value.length > 0 && value[length - 1] == 0, target, at);
    } else {
      store(decoded(value), target, at);
    }
  }

  /** The number of ASCII characters at the start. */
  private static int ascii(byte[] value) {
    int length = 0;
    while (length < value.length && value[length] >= 0) {
      length++;
    }
    return length;
  }

  /** Checks the bytes: a string of Spark may hold bytes that are not UTF-8. */
  private String decoded(byte[] value) {
    try {
      return decoder.decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw EncodeErrors.notUtf8();
    }
  }

  void store(String value, byte[] target, int at) {
    int points = value.codePointCount(0, value.length());
    if (points > dtype.length() && !unsafe) {
      throw EncodeErrors.textDoesNotFit(points, dtype);
    }
    int length = Math.min(points, dtype.length());
    int from = 0;
    int last = -1;
    for (int i = 0; i < length; i++) {
      last = value.codePointAt(from);
      from += Character.charCount(last);
      bytes.putInt(target, at + UnicodeDType.POINT_BYTES * i, last);
    }
    end(length, last == 0, target, at);
  }

  private void end(int length, boolean endsWithNul, byte[] target, int at) {
    if (endsWithNul && !unsafe) {
      throw EncodeErrors.textEndsWithNul(dtype);
    }
    Arrays.fill(target, at + UnicodeDType.POINT_BYTES * length, at + dtype.itemsize(), (byte) 0);
  }
}
