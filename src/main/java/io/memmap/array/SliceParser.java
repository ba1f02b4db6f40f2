package io.memmap.array;

import io.memmap.array.python.PrintedInteger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the texts of NumPy's basic indexing. Nothing is evaluated. */
final class SliceParser {
  private static final int LONGEST_TEXT = 10_000;

  /** NumPy's objects that make slices. */
  private static final Pattern MAKER =
      Pattern.compile("(?:np|numpy)\\.(?:s_|index_exp)\\[(.*)]", Pattern.DOTALL);

  private static final Pattern TUPLE = Pattern.compile("\\((.*)\\)", Pattern.DOTALL);

  /** {@code slice(0, np.int64(100), None)}, as Python prints it. */
  private static final Pattern CALL = Pattern.compile("slice\\(((?:[^()]|\\([^()]*\\))*+)\\)");

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final String text;

  private SliceParser(String text) {
    this.text = text;
  }

  static Slice parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw InvalidArrayException.of(
          "slice text of %d characters; at most %d", text.length(), LONGEST_TEXT);
    }
    return new SliceParser(text).slice();
  }

  private Slice slice() {
    String list = text.strip();
    Matcher maker = MAKER.matcher(list);
    list = maker.matches() ? maker.group(1).strip() : list;
    Matcher around = TUPLE.matcher(list);
    boolean tuple = around.matches();
    list = tuple ? around.group(1).strip() : list;
    List<Slice.Item> items = new ArrayList<>();
    if (!list.isEmpty() || !tuple) {
      for (String item : split(list)) {
        items.add(item(item.strip()));
      }
    }
    if (items.stream().filter(Slice.Ellipsis.class::isInstance).count() > 1) {
      throw refused("more than one ...; only one can stand for the axes that are left");
    }
    if (items.size() > Shape.MOST_AXES + 1) {
      throw refused(items.size() + " items; an array has at most " + Shape.MOST_AXES + " axes");
    }
    return new Slice(items, text);
  }

  /** Splits at commas outside parentheses; a trailing comma is allowed. */
  private List<String> split(String list) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        items.add(list.substring(start, i));
        start = i + 1;
      }
    }
    String last = list.substring(start);
    if (!last.isBlank() || items.isEmpty()) {
      items.add(last);
    }
    return items;
  }

  private Slice.Item item(String item) {
    if (item.equals("...") || item.equals("Ellipsis")) {
      return new Slice.Ellipsis();
    }
    Matcher call = CALL.matcher(item);
    if (call.matches()) {
      return call(call.group(1).split(",", -1));
    }
    String[] parts = item.split(":", -1);
    if (parts.length > 3) {
      throw notUnderstood(item);
    }
    return parts.length == 1
        ? new Slice.Index(index(item))
        : range(number(parts[0]), number(parts[1]), parts.length == 3 ? number(parts[2]) : null);
  }

  private Slice.Item call(String... arguments) {
    return switch (arguments.length) {
      case 1 -> range(null, number(arguments[0]), null);
      case 2 -> range(number(arguments[0]), number(arguments[1]), null);
      case 3 -> range(number(arguments[0]), number(arguments[1]), number(arguments[2]));
      default -> throw notUnderstood("slice(" + String.join(",", arguments) + ")");
    };
  }

  private Slice.Item range(Long start, Long stop, Long step) {
    if (step != null && step == 0) {
      throw refused("the step of a slice can't be 0");
    }
    return new Slice.Range(start, stop, step);
  }

  private long index(String item) {
    switch (item) {
      case "None", "np.newaxis", "numpy.newaxis" ->
          throw refused(
              item + " would add an axis, which a DataFrame has no use for; leave it out");
      case "True", "False" ->
          throw refused(item + " is a mask, not a basic index; filter the DataFrame instead");
      default -> {}
    }
    if (item.startsWith("[") || item.startsWith("array(")) {
      throw refused("lists of indices are not basic indexing; filter the DataFrame instead");
    }
    if (item.isEmpty()) {
      throw notUnderstood(item);
    }
    return number(item);
  }

  /** A number, clamped to 64 bits as Python clamps it; null where there is none. */
  private Long number(String part) {
    String number = part.strip();
    if (number.isEmpty() || number.equals("None")) {
      return null;
    }
    BigInteger value = PrintedInteger.parse(number).orElseThrow(() -> notUnderstood(number));
    return value.min(MOST).max(MOST.negate()).longValue();
  }

  private InvalidArrayException notUnderstood(String item) {
    return refused(
        DTypeRefusal.quoted(item)
            + " is not an index or slice; write 10:1000:3, ..., -1 or what np.s_[...] prints");
  }

  private InvalidArrayException refused(String found) {
    return InvalidArrayException.of("slice %s: %s", DTypeRefusal.quoted(text), found);
  }
}
