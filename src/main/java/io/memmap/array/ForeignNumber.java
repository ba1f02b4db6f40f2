package io.memmap.array;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats of numbers that NumPy has no dtype for, and how to read their bytes. The advice never
 * names a dtype that would show other numbers.
 */
public final class ForeignNumber {
  private static final Pattern BRAIN = Pattern.compile("b(rain)?_?f(loat|p)?_?16");
  private static final Pattern BYTE_FLOAT =
      Pattern.compile("(float|fp|f)_?8_?e\\d.*|float8|fp8|f1|e\\dm\\d.*");
  private static final Pattern SMALL_FLOAT =
      Pattern.compile("(float|fp)_?[1-7](_?e\\d.*)?|(float|fp|mxfp)[46].*");
  private static final Pattern SMALL_INTEGER = Pattern.compile("u?int_?[1-7]");
  private static final Pattern HALF_COMPLEX = Pattern.compile("complex_?32|chalf|c4");
  private static final Pattern NAME = Pattern.compile("(u?int|float|complex)_?(\\d{1,3})");
  private static final Pattern CODE = Pattern.compile("([iufc])(\\d{1,3})");

  private static final Map<String, String> NAMES =
      Map.of(
          "int", "int8, int16, int32 and int64",
          "uint", "uint8, uint16, uint32 and uint64",
          "float", "float16, float32 and float64",
          "complex", "complex64 and complex128");

  private static final Map<String, String> CODES =
      Map.of(
          "i", "i1, i2, i4 and i8",
          "u", "u1, u2, u4 and u8",
          "f", "f2, f4 and f8",
          "c", "c8 and c16");

  private ForeignNumber() {}

  /**
   * Describes a format that NumPy does not have, and how to read it.
   *
   * @param bare name of a dtype, without the prefix of its byte order
   * @return empty if the name is not that of a number
   */
  public static Optional<String> refusal(String bare) {
    if (BRAIN.matcher(bare).matches()) {
      return Optional.of(
          "a float of 2 bytes that NumPy does not have, the upper half of a float32; read it as"
              + " uint16 or V2, and shift its bits left by 16 for those of a float32");
    } else if (BYTE_FLOAT.matcher(bare).matches()) {
      return Optional.of(
          "a float of 1 byte that NumPy does not have; read it as uint8 or V1, and look its 256"
              + " values up in a table");
    } else if (SMALL_FLOAT.matcher(bare).matches() || SMALL_INTEGER.matcher(bare).matches()) {
      return Optional.of(
          "less than a byte, which NumPy has no dtype for; read the bytes as uint8 and take them"
              + " apart: some programs keep one in each byte, others several");
    } else if (HALF_COMPLEX.matcher(bare).matches()) {
      return Optional.of(
          "two float16, for which NumPy has no complex dtype; read them as 2f2 or V4");
    }
    return ofOtherSize(bare);
  }

  private static Optional<String> ofOtherSize(String bare) {
    Matcher name = NAME.matcher(bare);
    if (name.matches()) {
      int bits = Integer.parseInt(name.group(2));
      return Optional.of(
          "no NumPy dtype of so many bits; there are " + NAMES.get(name.group(1)) + bytes(bits));
    }
    Matcher code = CODE.matcher(bare);
    return code.matches()
        ? Optional.of(
            "no NumPy dtype of so many bytes, which is what its number counts; there are "
                + CODES.get(code.group(1))
                + bytes(Integer.parseInt(code.group(2)) * Byte.SIZE))
        : Optional.empty();
  }

  private static String bytes(int bits) {
    return bits > 0 && bits % Byte.SIZE == 0
        ? ", and V" + bits / Byte.SIZE + " for the bytes of others as they are"
        : "";
  }
}
