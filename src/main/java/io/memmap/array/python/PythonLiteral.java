package io.memmap.array.python;

import io.memmap.array.python.PythonValue.Bytes;
import io.memmap.array.python.PythonValue.Constant;
import io.memmap.array.python.PythonValue.DTypeObject;
import io.memmap.array.python.PythonValue.Dict;
import io.memmap.array.python.PythonValue.Int;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.PythonClass;
import io.memmap.array.python.PythonValue.Real;
import io.memmap.array.python.PythonValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Python literals as {@code ast.literal_eval} does, and evaluates nothing. One pass over a
 * text that its callers bound; nesting is bounded as Python bounds it.
 */
public final class PythonLiteral {
  /** Brackets within brackets that Python's own parser allows. */
  private static final int DEEPEST = 200;

  private static final Pattern CLASS = Pattern.compile("<class '([\\w.]+)'>");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");
  private static final Pattern ALIGN = Pattern.compile("align\\s*=\\s*(True|False)");

  private final String text;
  private final boolean types;
  private final boolean longSuffix;
  private int at;
  private int depth;

  private PythonLiteral(String text, boolean types, boolean longSuffix) {
    this.text = text;
    this.types = types;
    this.longSuffix = longSuffix;
  }

  /** Parses a literal that may contain classes and dtypes as Python prints them. */
  public static PythonValue withTypes(String text) {
    return new PythonLiteral(text, true, false).whole();
  }

  /**
   * Parses a literal.
   *
   * @param longSuffix whether integers may end in {@code L}, as Python 2 wrote them
   */
  public static PythonValue parse(String text, boolean longSuffix) {
    return new PythonLiteral(text, false, longSuffix).whole();
  }

  private PythonValue whole() {
    int zero = text.indexOf('\0');
    if (zero >= 0) {
      throw new PythonSyntaxException(zero, "a NUL");
    }
    PythonValue value = value();
    if (peek() == ',') {
      value = new Items(true, items(value, '\0'));
    }
    if (at < text.length()) {
      throw unexpected();
    }
    return value;
  }

  /** Parses the value that begins here. */
  private PythonValue value() {
    char c = peek();
    PythonValue value;
    if (c == '(' || c == '[' || c == '{') {
      value = bracketed(c);
    } else if (PythonString.startsAt(text, at)) {
      value = strings();
    } else if (c == '+' || c == '-') {
      value = signed();
    } else if (text.startsWith("...", at)) {
      at += 3;
      value = Constant.ELLIPSIS;
    } else if (c == '.' || (c >= '0' && c <= '9')) {
      value = number();
    } else if (types && c == '<') {
      value = pythonClass();
    } else {
      value = word();
    }
    return value;
  }

  private PythonValue bracketed(char open) {
    if (++depth > DEEPEST) {
      throw new PythonSyntaxException(at, "more than " + DEEPEST + " brackets within each other");
    }
    at++;
    PythonValue value =
        switch (open) {
          case '(' -> parenthesized();
          case '[' -> new Items(false, items(null, ']'));
          default -> dict();
        };
    close(open == '(' ? ')' : open == '[' ? ']' : '}');
    depth--;
    return value;
  }

  private PythonValue parenthesized() {
    if (peek() == ')') {
      return new Items(true, List.of());
    }
    PythonValue first = value();
    return peek() == ',' ? new Items(true, items(first, ')')) : first;
  }

  /**
   * Values and commas up to the closing bracket, or to the end of the text.
   *
   * @param first a value that is already read, or null
   */
  private List<PythonValue> items(PythonValue first, char closing) {
    List<PythonValue> values = new ArrayList<>();
    if (first != null) {
      values.add(first);
      at++;
    }
    while (peek() != closing) {
      values.add(value());
      if (peek() != ',') {
        break;
      }
      at++;
    }
    return values;
  }

  private PythonValue dict() {
    Map<PythonValue, PythonValue> entries = new LinkedHashMap<>();
    while (peek() != '}') {
      int start = at;
      PythonValue key = value();
      if (!isHashable(key)) {
        throw new PythonSyntaxException(start, "a list or dict as a key");
      }
      if (peek() != ':') {
        throw unexpected();
      }
      at++;
      entries.put(key, value());
      if (peek() != ',') {
        break;
      }
      at++;
    }
    return new Dict(entries);
  }

  private static boolean isHashable(PythonValue key) {
    if (key instanceof Items items) {
      return items.tuple() && items.values().stream().allMatch(PythonLiteral::isHashable);
    }
    return !(key instanceof Dict);
  }

  /** Strings that stand side by side are one. */
  private PythonValue strings() {
    StringBuilder all = new StringBuilder();
    PythonString first = new PythonString(text, at);
    while (PythonString.startsAt(text, at)) {
      PythonString string = new PythonString(text, at);
      if (string.isBytes() != first.isBytes()) {
        throw new PythonSyntaxException(at, "bytes and text side by side");
      }
      all.append(string.value());
      at = string.end();
      peek();
    }
    return first.isBytes() ? new Bytes(all.toString()) : new Text(all.toString());
  }

  private PythonValue signed() {
    boolean negative = text.charAt(at++) == '-';
    char c = peek();
    if (c != '(' && c != '.' && !(c >= '0' && c <= '9')) {
      throw unexpected();
    }
    PythonValue value = value();
    if (value instanceof Int number) {
      return negative ? new Int(number.value().negate()) : number;
    }
    if (value instanceof Real number) {
      return negative ? new Real(-number.value()) : number;
    }
    throw unexpected();
  }

  private PythonValue number() {
    PythonNumber number = new PythonNumber(text, at);
    at = number.end();
    int end = at;
    if (peek() == 'L' && longSuffix && !isWordAt(at + 1)) {
      at++;
    } else if (isWordAt(end)) {
      throw new PythonSyntaxException(end, "'" + text.charAt(end) + "' in a number");
    }
    return number.value();
  }

  private boolean isWordAt(int index) {
    return index < text.length()
        && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
  }

  private PythonValue pythonClass() {
    Matcher matcher = matcher(CLASS);
    if (!matcher.lookingAt()) {
      throw unexpected();
    }
    at = matcher.end();
    return new PythonClass(matcher.group(1));
  }

  private PythonValue word() {
    Matcher matcher = matcher(WORD);
    if (!matcher.lookingAt()) {
      throw unexpected();
    }
    int start = at;
    at = matcher.end();
    String word = matcher.group();
    for (Constant constant : Constant.values()) {
      if (constant != Constant.ELLIPSIS && word.equals(constant.toString())) {
        return constant;
      }
    }
    if (types && word.equals("dtype") && peek() == '(') {
      return dtype();
    }
    String shown = word.length() <= 40 ? word : word.substring(0, 40) + "...";
    throw new PythonSyntaxException(start, "the name " + shown + ", where a literal must stand");
  }

  private PythonValue dtype() {
    if (++depth > DEEPEST) {
      throw new PythonSyntaxException(at, "more than " + DEEPEST + " brackets within each other");
    }
    at++;
    PythonValue description = value();
    boolean align = false;
    if (peek() == ',') {
      at++;
      peek();
      Matcher matcher = matcher(ALIGN);
      if (!matcher.lookingAt()) {
        throw unexpected();
      }
      at = matcher.end();
      align = matcher.group(1).equals("True");
    }
    close(')');
    depth--;
    return new DTypeObject(description, align);
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  private void close(char bracket) {
    if (peek() != bracket || at == text.length()) {
      throw unexpected();
    }
    at++;
  }

  /**
   * The next character that is not a blank or in a comment; NUL at the end, since no text contains
   * it.
   */
  private char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (" \t\n\r\f".indexOf(c) >= 0) {
        at++;
      } else {
        return c;
      }
    }
    return '\0';
  }

  private PythonSyntaxException unexpected() {
    return new PythonSyntaxException(
        at,
        at == text.length() ? "the text ends too early" : "unexpected '" + text.charAt(at) + "'");
  }
}
