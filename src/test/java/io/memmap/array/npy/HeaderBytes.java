package io.memmap.array.npy;

import io.memmap.array.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Reads a header from bytes in memory. */
public final class HeaderBytes {
  private HeaderBytes() {}

  /** The header of a file of {@code fileBytes} bytes, of which only the first ones are there. */
  public static NpyHeader parse(byte[] first, long fileBytes) {
    try {
      return NpyHeader.read(new Source(first, fileBytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source implements ByteSource {
    private final byte[] first;
    private final long size;

    Source(byte[] first, long size) {
      this.first = first;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long position, int length) {
      if (position + length > first.length) {
        throw new IllegalArgumentException(
            "the header goes on after the " + first.length + " bytes that are there");
      }
      return Arrays.copyOfRange(first, (int) position, (int) position + length);
    }
  }
}
