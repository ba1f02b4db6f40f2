package io.memmap.spark.internal.options;

import java.util.Locale;

/**
 * The first row that a new stream reads: the value of option {@code startingRow}.
 *
 * @param isLatest whether it is the first row that comes after the start
 * @param rows number of rows before it, counted over all files in order; 0 if it is the latest
 */
public record StartingRow(boolean isLatest, long rows) {
  public static final StartingRow EARLIEST = new StartingRow(false, 0);
  public static final StartingRow LATEST = new StartingRow(true, 0);

  static StartingRow parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("earliest")) {
      return EARLIEST;
    }
    if (word.equals("latest")) {
      return LATEST;
    }
    try {
      long rows = Long.parseLong(word);
      if (rows >= 0) {
        return new StartingRow(false, rows);
      }
    } catch (NumberFormatException e) {
      throw mustBe();
    }
    throw mustBe();
  }

  private static IllegalArgumentException mustBe() {
    return new IllegalArgumentException(
        "must be earliest, latest, or the index of a row from 0 on");
  }
}
