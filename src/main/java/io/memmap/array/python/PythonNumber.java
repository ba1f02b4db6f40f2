package io.memmap.array.python;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One number literal of Python, without its sign. */
final class PythonNumber {
  /** Python reads no longer ones either. */
  private static final int MOST_DIGITS = 4300;

  private static final Pattern INTEGER =
      Pattern.compile("0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*");
  private static final Pattern REAL =
      Pattern.compile(
          "(?:[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?"
              + "|[0-9][0-9_]*[eE][+-]?[0-9][0-9_]*");

  private final PythonValue value;
  private final int end;

  PythonNumber(String text, int start) {
    Matcher real = REAL.matcher(text).region(start, text.length());
    Matcher integer = INTEGER.matcher(text).region(start, text.length());
    boolean isReal = real.lookingAt();
    if (!isReal && !integer.lookingAt()) {
      throw new PythonSyntaxException(start, "unexpected '" + text.charAt(start) + "'");
    }
    String digits = isReal ? real.group() : integer.group();
    end = start + digits.length();
    if (digits.length() > MOST_DIGITS) {
      throw new PythonSyntaxException(start, "a number of " + digits.length() + " digits");
    }
    if (digits.contains("__") || digits.endsWith("_") || digits.contains("_.")) {
      throw new PythonSyntaxException(start, "a number with misplaced underscores");
    }
    String plain = digits.replace("_", "");
    value = isReal ? new PythonValue.Real(Double.parseDouble(plain)) : integer(plain, start);
  }

  PythonValue value() {
    return value;
  }

  /** Index after the last digit. */
  int end() {
    return end;
  }

  private static PythonValue integer(String plain, int start) {
    String lower = plain.toLowerCase(Locale.ROOT);
    int radix =
        lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 10;
    if (radix != 10) {
      return new PythonValue.Int(new BigInteger(lower.substring(2), radix));
    }
    BigInteger number = new BigInteger(lower);
    if (lower.startsWith("0") && number.signum() != 0) {
      throw new PythonSyntaxException(start, "a number with leading zeros");
    }
    return new PythonValue.Int(number);
  }
}
