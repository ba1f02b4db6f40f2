package io.memmap.array.npy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tries an input of the fuzzer. Its first byte decides whether the rest is parsed as a header, an
 * archive, or the text of an option. Only an {@link InvalidArrayException} may be thrown; a parsed
 * value is written and must be parsed as the same value again.
 */
public final class DescriptionFuzzer {
  private static final ArrayView ARRAY =
      new ArraySpec(new ScalarDType(ScalarKind.UINT8, Endian.LITTLE), Shape.of(4, 3, 2), Order.C, 0)
          .view();

  private DescriptionFuzzer() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = new String(rest, StandardCharsets.UTF_8);
    try {
      switch (input[0] & 7) {
        case 0, 1 -> header(rest);
        case 2 -> archive(rest);
        case 3, 4 -> dtype(DTypes.parse(text));
        case 5 -> dtype(DTypes.ofDescr(text));
        case 6 -> Shape.parse(text).elements();
        default -> ARRAY.sliced(Slice.parse(text));
      }
    } catch (InvalidArrayException refused) {
      if (refused.getMessage().isBlank()) {
        throw new AssertionError("an error without a message", refused);
      }
    }
  }

  private static void header(byte[] bytes) {
    NpyHeader header = HeaderBytes.parse(bytes, bytes.length);
    ArraySpec spec = header.spec();
    dtype(spec.dtype());
    byte[] again;
    try {
      again = NpyHeader.encode(spec.dtype(), spec.shape(), spec.order());
    } catch (InvalidArrayException overlapping) {
      return;
    }
    // only a text that became too long, since its names are now escaped, may be refused
    if (again.length <= NpyHeader.MOST_CHARACTERS) {
      ArraySpec same = HeaderBytes.parse(again, again.length).spec();
      check(same.dtype().equals(spec.dtype()) && same.shape().equals(spec.shape()), spec);
    }
  }

  private static void archive(byte[] bytes) throws IOException {
    NpzArchive archive = NpzArchive.open(ByteSource.of(bytes));
    for (String name : archive.arrays()) {
      ByteRange member = archive.member(name);
      check(member.start() >= 0 && member.length() >= 0, name);
      check(member.start() + member.length() <= bytes.length, name);
    }
  }

  private static void dtype(DType dtype) {
    check(dtype.itemsize() >= 0, dtype);
    check(DTypes.parse(dtype.text()).equals(dtype), dtype);
  }

  private static void check(boolean holds, Object of) {
    if (!holds) {
      throw new AssertionError("not so: " + of);
    }
  }
}
