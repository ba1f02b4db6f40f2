package io.memmap.array;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/**
 * Texts of messages and of the log, which stay in one line whatever names and values they quote.
 */
public final class OneLine {
  /** Log viewers cut longer messages, often before the advice at their end. */
  private static final int MOST_CHARACTERS = 4000;

  private static final int LAST_CHARACTERS = 1500;

  private OneLine() {}

  /**
   * The text with line feeds and other control characters escaped as in Java. Of a text of more
   * than 4,000 characters, only the beginning and the end.
   */
  public static String of(String text) {
    String shown = text;
    int left = text.length() - MOST_CHARACTERS;
    if (left > 0) {
      int first = MOST_CHARACTERS - LAST_CHARACTERS;
      shown =
          text.substring(0, first)
              + (" ... " + left + " characters more ... ")
              + text.substring(text.length() - LAST_CHARACTERS);
    }
    return shown.codePoints().anyMatch(OneLine::isControl) ? escaped(shown) : shown;
  }

  /** {@link #of} the text that {@link String#format} makes. */
  @FormatMethod
  public static String format(@FormatString String format, Object... arguments) {
    return of(String.format(Locale.ROOT, format, arguments));
  }

  private static boolean isControl(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                  if (isControl(character)) {
                    escaped.append("\\u").append(hexadecimal(character));
                  } else {
                    escaped.appendCodePoint(character);
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static String hexadecimal(int character) {
    String digits = Integer.toHexString(character);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
