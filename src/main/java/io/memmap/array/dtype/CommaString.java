package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.Endian;
import io.memmap.array.python.PythonLiteral;
import io.memmap.array.python.PythonSyntaxException;
import io.memmap.array.python.PythonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code i4,f8}, {@code 3i4}, {@code (2,3)f4}: several dtypes, or one with a repeat count. Source:
 * NumPy's {@code _commastring}.
 */
final class CommaString {
  /** With NumPy's blanks. Every part may be missing, so matching never backtracks. */
  private static final Pattern ITEM =
      Pattern.compile(
          "([<>|=]?)( *[(]?[ ,0-9]*[)]? *)([<>|=]?)([A-Za-z0-9.?]*(?:\\[[a-zA-Z0-9,.]+])?)");

  private static final String BLANKS = " \t\n\r\f\013";

  private final String text;
  private final boolean align;
  private int at;

  private CommaString(String text, boolean align) {
    this.text = text;
    this.align = align;
  }

  /**
   * Whether NumPy reads {@code text} as several dtypes or a repeated one: it has a digit or {@code
   * ()} at its start, or a comma.
   */
  static boolean isOne(String text) {
    int first = !text.isEmpty() && "<>=|".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    if (text.length() > first && text.charAt(first) >= '0' && text.charAt(first) <= '9') {
      return true;
    }
    return text.startsWith("()", first) || hasCommaOutsideBrackets(text);
  }

  private static boolean hasCommaOutsideBrackets(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && depth == 0) {
        return true;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    }
    return false;
  }

  static DType parse(String text, boolean align) {
    return new CommaString(text, align).parse();
  }

  private DType parse() {
    StructBuilder fields = new StructBuilder(align);
    DType first = item();
    if (!separator()) {
      return first;
    }
    fields.append("f0", null, first);
    for (int i = 1; at < text.length(); i++) {
      fields.append("f" + i, null, item());
      separator();
    }
    return fields.build();
  }

  /** Skips a comma and the blanks around it; false at the end of the text. */
  private boolean separator() {
    int next = afterBlanks(at);
    if (next == text.length()) {
      at = next;
      return false;
    }
    if (text.charAt(next) != ',') {
      throw notUnderstood();
    }
    at = afterBlanks(next + 1);
    return true;
  }

  private int afterBlanks(int from) {
    int next = from;
    while (next < text.length() && BLANKS.indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next;
  }

  private DType item() {
    Matcher matcher = ITEM.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw notUnderstood();
    }
    at = matcher.end();
    String code = order(matcher.group(1), matcher.group(3)) + matcher.group(4);
    if (code.isEmpty()) {
      throw DTypeRefusal.of("a count needs a dtype after it, as in 3i4 or (2,3)f4");
    }
    DType dtype = DTypeCode.parse(code, align);
    String repeats = matcher.group(2);
    return repeats.isEmpty() ? dtype : SubArrays.of(dtype, repeats(repeats));
  }

  /** NumPy drops a prefix of this machine's byte order, so names may follow. */
  private static String order(String before, String after) {
    if (!before.isEmpty() && !after.isEmpty() && !plain(before).equals(plain(after))) {
      throw DTypeRefusal.of("the byte orders before and after the repeat count differ");
    }
    String order = plain(after.isEmpty() ? before : after);
    return order.equals("|") || order.equals(nativeOrder()) ? "" : order;
  }

  private static String plain(String order) {
    return order.equals("=") ? nativeOrder() : order;
  }

  private static String nativeOrder() {
    return String.valueOf(Endian.NATIVE.prefix());
  }

  private static PythonValue repeats(String repeats) {
    try {
      return PythonLiteral.parse(repeats, false);
    } catch (PythonSyntaxException e) {
      throw DTypeRefusal.in(repeats, "not a repeat count; write 3 or (2,3)");
    }
  }

  private DTypeRefusal notUnderstood() {
    return DTypeRefusal.of(
        "no dtype at character " + (at + 1) + "; write codes and commas, as in i4,(2,3)f8");
  }
}
