package io.memmap.array.python;

import java.util.Locale;

/** Strings as Python's {@code repr} writes them, which NumPy does in headers and descriptions. */
public final class PythonRepr {
  private PythonRepr() {}

  public static String of(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(point -> append(quoted, point, quote));
    return quoted.append(quote).toString();
  }

  private static void append(StringBuilder out, int point, char quote) {
    if (point == quote || point == '\\') {
      out.append('\\').appendCodePoint(point);
    } else if (point == '\n') {
      out.append("\\n");
    } else if (point == '\r') {
      out.append("\\r");
    } else if (point == '\t') {
      out.append("\\t");
    } else if (isPrintable(point)) {
      out.appendCodePoint(point);
    } else if (point < 0x100) {
      out.append(String.format(Locale.ROOT, "\\x%02x", point));
    } else if (point < 0x10000) {
      out.append(String.format(Locale.ROOT, "\\u%04x", point));
    } else {
      out.append(String.format(Locale.ROOT, "\\U%08x", point));
    }
  }

  /** Python's {@code str.isprintable}: no control, format, private or unknown one, no separator. */
  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
