package io.memmap.array.npy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ByteSource;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a {@code .npy} file, which lies before the data. Source: {@code numpy.lib.format}.
 *
 * @param version 1, 2 or 3
 * @param dtype may be a sub-array, whose axes {@link ArraySpec} appends to the shape
 * @param dataOffset bytes before the data
 */
public record NpyHeader(int version, DType dtype, Shape shape, Order order, long dataOffset)
    implements Serializable {
  /** Most characters of a header that NumPy reads. */
  static final int MOST_CHARACTERS = 10_000;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_BYTES = 2;
  private static final int MOST_UTF8_BYTES = 4;

  /** Bytes that a {@code .npy} file begins with. */
  public static byte[] magic() {
    return MAGIC.clone();
  }

  /** The array that the file holds. */
  public ArraySpec spec() {
    return new ArraySpec(dtype, shape, order, dataOffset);
  }

  /** Whether this may be an earlier header after rows were appended: all else is equal. */
  public boolean isAppendedTo(NpyHeader before) {
    boolean longer =
        order == Order.C
            && version == before.version
            && dtype.equals(before.dtype)
            && dataOffset == before.dataOffset
            && before.spec().isBeginningOf(spec());
    return longer || equals(before);
  }

  /**
   * Reads the header that {@code source} begins with, and no more than NumPy would accept. {@link
   * ArraySpec#fit} checks that the data are complete.
   *
   * @throws InvalidArrayException if there is no header, or NumPy or this reader does not take it;
   *     the message does not name the file
   * @throws IOException if the bytes can't be read
   */
  public static NpyHeader read(ByteSource source) throws IOException {
    int start = MAGIC.length + VERSION_BYTES;
    byte[] first = source.read(0, (int) Math.min(source.size(), start));
    checkMagic(first);
    int major = first[MAGIC.length];
    int minor = first[MAGIC.length + 1];
    if (major < 1 || major > 3 || minor != 0) {
      throw InvalidArrayException.of(
          ".npy version %d.%d: NumPy has versions 1.0, 2.0 and 3.0; save the array again with"
              + " np.save",
          major & 0xff, minor & 0xff);
    }
    int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
    long length = length(bytes(source, start, lengthBytes));
    long dataOffset = start + lengthBytes + length;
    String text = text(source, start + lengthBytes, length, major);
    return NpyHeaderText.parse(text, major, dataOffset);
  }

  /**
   * Whether {@code source} ends within a header, as a file does that is just being written.
   *
   * @throws IOException if the bytes can't be read
   */
  public static boolean isCutOff(ByteSource source) throws IOException {
    int start = MAGIC.length + VERSION_BYTES;
    byte[] first = source.read(0, (int) Math.min(source.size(), start + Integer.BYTES));
    int known = Math.min(first.length, MAGIC.length);
    if (!Arrays.equals(first, 0, known, MAGIC, 0, known)) {
      return false;
    }
    int lengthBytes =
        first.length > MAGIC.length && first[MAGIC.length] == 1 ? Short.BYTES : Integer.BYTES;
    int end = start + lengthBytes;
    return first.length < end
        || source.size() < end + length(Arrays.copyOfRange(first, start, end));
  }

  /**
   * What {@code np.save} writes before the data of such an array.
   *
   * @throws InvalidArrayException for a dtype that a header can't describe
   */
  public static byte[] encode(DType dtype, Shape shape, Order order) {
    return NpyHeaderText.encode(dtype, shape, order);
  }

  /**
   * The same header for an array of another shape, in as many bytes, so that the data stay where
   * they are.
   *
   * @throws InvalidArrayException if there is no room for the lengths
   */
  public byte[] resized(Shape other) {
    byte[] fresh = encode(dtype, other, order);
    boolean alike = fresh.length == dataOffset && fresh[MAGIC.length] == version;
    return alike
        ? fresh
        : NpyHeaderText.encode(dtype, other, order, version, Math.toIntExact(dataOffset));
  }

  private static void checkMagic(byte[] first) {
    if (first.length == 0) {
      throw new InvalidArrayException(
          "a .npy header: found an empty file; write the array first, with np.save");
    }
    if (first.length >= MAGIC.length && Arrays.equals(first, 0, 6, MAGIC, 0, 6)) {
      if (first.length < MAGIC.length + VERSION_BYTES) {
        throw truncated(MAGIC.length + VERSION_BYTES, first.length);
      }
      return;
    }
    String found;
    if (first[0] == 'P' && first.length > 1 && first[1] == 'K') {
      found = "a zip archive; give it the name it has in NumPy, *.npz, and name its member";
    } else if ((first[0] & 0xff) == 0x80) {
      found = "what looks like a Python pickle, which is not read; save the array with np.save";
    } else {
      found = "other bytes; for a file without a header give dtype and shape and header=none";
    }
    throw InvalidArrayException.of("a .npy header, which begins with \\x93NUMPY: found %s", found);
  }

  private static byte[] bytes(ByteSource source, long position, int length) throws IOException {
    if (source.size() - position < length) {
      throw truncated(length, source.size() - position);
    }
    return source.read(position, length);
  }

  private static long length(byte[] littleEndian) {
    long length = 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      length = length << 8 | (littleEndian[i] & 0xff);
    }
    return length;
  }

  private static String text(ByteSource source, long start, long length, int major)
      throws IOException {
    if (source.size() - start < length) {
      throw truncated(length, source.size() - start);
    }
    if (length > (long) MOST_CHARACTERS * (major == 3 ? MOST_UTF8_BYTES : 1)) {
      throw tooLong(length + " bytes");
    }
    byte[] bytes = source.read(start, (int) length);
    String text =
        major == 3 ? NpyHeaderText.utf8(bytes) : new String(bytes, StandardCharsets.ISO_8859_1);
    int characters = text.codePointCount(0, text.length());
    if (characters > MOST_CHARACTERS) {
      throw tooLong(characters + " characters");
    }
    return text;
  }

  private static InvalidArrayException truncated(long expected, long found) {
    return InvalidArrayException.of(
        "a .npy header: expected %d bytes, found %d up to the end of the file; it was cut off, so"
            + " copy or save it again",
        expected, found);
  }

  private static InvalidArrayException tooLong(String found) {
    return InvalidArrayException.of(
        "a .npy header: found one of %s, NumPy reads at most %d characters; save the array with"
            + " fewer or shorter field names",
        found, MOST_CHARACTERS);
  }
}
