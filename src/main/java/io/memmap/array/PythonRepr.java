package io.memmap.array;

/** Strings as Python's {@code repr} writes them, which NumPy does in headers and descriptions. */
final class PythonRepr {
  private PythonRepr() {}

  static String of(String text) {
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
      out.append("\\x%02x".formatted(point));
    } else if (point < 0x10000) {
      out.append("\\u%04x".formatted(point));
    } else {
      out.append("\\U%08x".formatted(point));
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
