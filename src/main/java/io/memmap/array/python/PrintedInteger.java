package io.memmap.array.python;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An integer as Python or NumPy 2 prints it: {@code -3}, {@code np.int64(3)}. */
public final class PrintedInteger {
  /** Python writes no leading zeros. */
  private static final String DIGITS = "([+-]?(?:0+|[1-9][0-9]*))";

  private static final Pattern INTEGER =
      Pattern.compile("(?:np|numpy)\\.u?int(?:8|16|32|64|p|c|_)?\\(" + DIGITS + "\\)|" + DIGITS);

  private PrintedInteger() {}

  /** The number; empty if the text is something else. */
  public static Optional<BigInteger> parse(String text) {
    Matcher matcher = INTEGER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new BigInteger(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
  }
}
