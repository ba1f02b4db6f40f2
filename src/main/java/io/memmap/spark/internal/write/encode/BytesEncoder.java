package io.memmap.spark.internal.write.encode;

import io.memmap.array.BytesDType;
import io.memmap.array.DType;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Encodes binaries and strings, the latter in UTF-8, as NumPy's {@code S} and {@code V}. */
final class BytesEncoder implements CellEncoder {
  private static final int CONTINUATION_MASK = 0xc0;
  private static final int CONTINUATION = 0x80;

  private final DType dtype;
  private final boolean padded;
  private final boolean unsafe;
  private final boolean text;

  /**
   * An encoder for one dtype.
   *
   * @param unsafe whether values of another length than the element's are cut or padded with NULs
   * @param text whether the values are strings
   */
  BytesEncoder(DType dtype, boolean unsafe, boolean text) {
    this.dtype = dtype;
    this.padded = dtype instanceof BytesDType; // with NULs, if a value is shorter
    this.unsafe = unsafe;
    this.text = text;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    byte[] value = text ? source.getUTF8String(ordinal).getBytes() : source.getBinary(ordinal);
    store(value, target, at);
  }

  void store(byte[] value, byte[] target, int at) {
    int itemsize = dtype.itemsize();
    int length = value.length;
    if (!unsafe) {
      refuseUnfit(value);
    } else if (length > itemsize) {
      length = text ? wholeCharacters(value, itemsize) : itemsize;
    }
    System.arraycopy(value, 0, target, at, length);
    Arrays.fill(target, at + length, at + itemsize, (byte) 0);
  }

  private void refuseUnfit(byte[] value) {
    int length = value.length;
    if (length > dtype.itemsize() || (!padded && length < dtype.itemsize())) {
      throw EncodeErrors.bytesDoNotFit(length, dtype, padded);
    }
    if (padded && length > 0 && value[length - 1] == 0) {
      throw EncodeErrors.bytesEndWithNul(length, dtype);
    }
  }

  /** The largest length up to {@code most} that does not split a character of UTF-8. */
  private static int wholeCharacters(byte[] value, int most) {
    int length = most;
    while (length > 0 && (value[length] & CONTINUATION_MASK) == CONTINUATION) {
      length--;
    }
    return length;
  }
}
