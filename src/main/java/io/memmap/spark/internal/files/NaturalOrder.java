package io.memmap.spark.internal.files;

import java.util.Comparator;

/** Compares paths by the numbers in their names: {@code part-2} comes before {@code part-10}. */
public enum NaturalOrder implements Comparator<String> {
  INSTANCE;

  private static final char SEPARATOR = '/';

  /** Compares name by name, beginning with the first names that differ. */
  @Override
  public int compare(String a, String b) {
    int start = a.lastIndexOf(SEPARATOR, sameCharacters(a, b) - 1) + 1;
    int i = start;
    int j = start;
    while (i < a.length() && j < b.length()) {
      int iEnd = endOfName(a, i);
      int jEnd = endOfName(b, j);
      int order = compareNames(a.substring(i, iEnd), b.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd + 1;
      j = jEnd + 1;
    }
    return Boolean.compare(i < a.length(), j < b.length());
  }

  private static int sameCharacters(String one, String two) {
    int most = Math.min(one.length(), two.length());
    int same = 0;
    while (same < most && one.charAt(same) == two.charAt(same)) {
      same++;
    }
    return same;
  }

  private static int endOfName(String path, int start) {
    int end = path.indexOf(SEPARATOR, start);
    return end < 0 ? path.length() : end;
  }

  static int compareNames(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < two.length()) {
      int order;
      if (isDigit(one.charAt(i)) && isDigit(two.charAt(j))) {
        int iEnd = endOfDigits(one, i);
        int jEnd = endOfDigits(two, j);
        order = compareNumbers(one.substring(i, iEnd), two.substring(j, jEnd));
        i = iEnd;
        j = jEnd;
      } else {
        order = Character.compare(one.charAt(i++), two.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(one.length() - i, two.length() - j);
    return order != 0 ? order : one.compareTo(two); // 01 and 1
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Compares whole numbers of any length. */
  private static int compareNumbers(String one, String two) {
    int i = leadingZeros(one);
    int j = leadingZeros(two);
    int order = Integer.compare(one.length() - i, two.length() - j);
    while (order == 0 && i < one.length()) {
      order = Character.compare(one.charAt(i++), two.charAt(j++));
    }
    return order;
  }

  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }
}
