package io.memmap.array.python;

/** One string literal of Python: any quotes, prefixes and escapes, but no names of characters. */
final class PythonString {
  private final String text;
  private final StringBuilder value = new StringBuilder();
  private boolean raw;
  private boolean bytes;
  private int at;

  /**
   * @param start index of the prefix or the opening quote
   */
  PythonString(String text, int start) {
    this.text = text;
    this.at = start;
    prefix();
    read();
  }

  /** Whether a string literal begins at {@code start}. */
  static boolean startsAt(String text, int start) {
    int quote = start;
    while (quote < text.length()
        && quote - start < 2
        && "rRbBuU".indexOf(text.charAt(quote)) >= 0) {
      quote++;
    }
    if (quote == text.length() || "'\"".indexOf(text.charAt(quote)) < 0) {
      return false;
    }
    String two = text.substring(start, quote).toLowerCase(java.util.Locale.ROOT);
    return two.length() < 2 || two.equals("rb") || two.equals("br");
  }

  String value() {
    return value.toString();
  }

  boolean isBytes() {
    return bytes;
  }

  /** Index after the closing quote. */
  int end() {
    return at;
  }

  private void prefix() {
    for (; "'\"".indexOf(text.charAt(at)) < 0; at++) {
      raw |= "rR".indexOf(text.charAt(at)) >= 0;
      bytes |= "bB".indexOf(text.charAt(at)) >= 0;
    }
  }

  private void read() {
    int start = at;
    String quote = text.substring(at, at + 1);
    String three = quote.repeat(3);
    if (text.startsWith(three, at)) {
      quote = three;
    }
    at += quote.length();
    while (!text.startsWith(quote, at)) {
      if (at == text.length() || (text.charAt(at) == '\n' && quote.length() == 1)) {
        throw new PythonSyntaxException(start, "a string that is not closed");
      }
      one();
    }
    at += quote.length();
  }

  private void one() {
    char c = text.charAt(at++);
    if (bytes && c > 127) {
      throw new PythonSyntaxException(at - 1, "bytes literals hold ASCII only");
    }
    if (c != '\\' || at == text.length()) {
      value.append(c);
    } else if (raw) {
      value.append(c).append(text.charAt(at++));
    } else {
      escape(text.charAt(at++));
    }
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\013');
      case 'x' -> hexadecimal(2);
      default -> longEscape(c);
    }
  }

  private void longEscape(char c) {
    if (c >= '0' && c <= '7') {
      octal();
    } else if (c == 'u' && !bytes) {
      hexadecimal(4);
    } else if (c == 'U' && !bytes) {
      hexadecimal(8);
    } else if (c == 'N' && !bytes) {
      throw new PythonSyntaxException(at - 2, "\\N escapes are not read; write the character");
    } else {
      value.append('\\').append(c);
    }
  }

  private void octal() {
    int start = at - 1;
    while (at < text.length()
        && at - start < 3
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '7') {
      at++;
    }
    value.append((char) (Integer.parseInt(text.substring(start, at), 8) & (bytes ? 0xff : 0x1ff)));
  }

  private void hexadecimal(int digits) {
    long point = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < text.length() && text.charAt(at) < 128 ? digit(text.charAt(at)) : -1;
      if (digit < 0) {
        throw new PythonSyntaxException(at, "an escape of " + digits + " hexadecimal digits");
      }
      point = point * 16 + digit;
      at++;
    }
    if (point > Character.MAX_CODE_POINT) {
      throw new PythonSyntaxException(at - digits, "an escape beyond U+10FFFF");
    }
    value.appendCodePoint((int) point);
  }

  private static int digit(char c) {
    return Character.digit(c, 16);
  }
}
