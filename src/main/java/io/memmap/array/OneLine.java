package io.memmap.array;

/** Text for a message or a line of the log, whatever names and values are in it. */
public final class OneLine {
  /** Longer messages help nobody, and some readers of logs cut them anywhere. */
  private static final int MOST_CHARACTERS = 4000;

  private static final int LAST_CHARACTERS = 1500;

  private OneLine() {}

  /**
   * The text without line feeds and other control characters, which are escaped as in Java, and
   * without the middle of what is very long.
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
