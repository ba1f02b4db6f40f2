package io.memmap.array;

import io.memmap.array.python.PrintedInteger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads shapes as users write them and as Python prints tuples, lists and NumPy integers. */
final class ShapeParser {
  private static final int LONGEST_TEXT = 10_000;

  /** A leading zero: no length has one, but a group of the digits in 1,000,000 has. */
  private static final Pattern GROUP = Pattern.compile("0\\d+");

  private ShapeParser() {}

  static Shape parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw InvalidArrayException.of(
          "shape text of %d characters; at most %d", text.length(), LONGEST_TEXT);
    }
    String list = withoutBrackets(text.strip(), text).strip();
    boolean bracketed = list.length() < text.strip().length();
    if (list.isEmpty() && bracketed) {
      return Shape.of();
    }
    String[] items =
        (list.endsWith(",") ? list.substring(0, list.length() - 1) : list).split(",", -1);
    List<Long> lengths = new ArrayList<>();
    for (String item : items) {
      if (items.length > 1 && GROUP.matcher(item.strip()).matches()) {
        throw grouped(item.strip(), list, text);
      }
      lengths.add(length(item.strip(), text));
    }
    return Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
  }

  private static String withoutBrackets(String stripped, String text) {
    boolean opens = stripped.startsWith("(") || stripped.startsWith("[");
    boolean closes = stripped.endsWith(stripped.startsWith("[") ? "]" : ")");
    if (!opens) {
      return stripped;
    }
    if (!closes || stripped.length() < 2) {
      throw notUnderstood(text, "the bracket is not closed");
    }
    return stripped.substring(1, stripped.length() - 1);
  }

  private static long length(String item, String text) {
    BigInteger length =
        PrintedInteger.parse(item)
            .orElseThrow(() -> notUnderstood(text, "'" + item + "' is not an integer"));
    if (length.bitLength() >= Long.SIZE) {
      throw notUnderstood(text, "'" + item + "' does not fit 64 bits");
    }
    return length.longValue();
  }

  private static InvalidArrayException grouped(String item, String list, String text) {
    return InvalidArrayException.of(
        "shape '%s': '%s' begins with a zero; commas separate lengths and not digits, so write %s"
            + " for one length, and 0 for a length of zero",
        text, item, list.replaceAll("[,\\s]", ""));
  }

  private static InvalidArrayException notUnderstood(String text, String found) {
    return InvalidArrayException.of(
        "shape '%s': %s; write 1000,1000 or (1000, 1000), () for a 0-d array", text, found);
  }
}
