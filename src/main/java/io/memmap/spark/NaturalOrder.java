package io.memmap.spark;

import java.nio.file.Path;
import java.util.Comparator;

/** The order in which people number files: {@code part-2} before {@code part-10}. */
enum NaturalOrder implements Comparator<Path> {
  INSTANCE;

  @Override
  public int compare(Path one, Path two) {
    int names = Math.min(one.getNameCount(), two.getNameCount());
    for (int i = 0; i < names; i++) {
      int order = compare(one.getName(i).toString(), two.getName(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.getNameCount(), two.getNameCount());
  }

  static int compare(String one, String two) {
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

  /** Of any length. */
  private static int compareNumbers(String one, String two) {
    String a = one.replaceFirst("^0+", "");
    String b = two.replaceFirst("^0+", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
