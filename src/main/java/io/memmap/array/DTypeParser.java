package io.memmap.array;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dtype texts by the rules of {@code np.dtype(text)}, and the texts that Python makes of
 * dtype objects when an option value is turned into a string. Nothing is evaluated; the patterns
 * are linear and the text is bounded.
 */
final class DTypeParser {
  private static final int LONGEST_TEXT = 10_000;

  /** {@code str(np.float32)} and {@code str(float)}. */
  private static final Pattern PYTHON_CLASS = Pattern.compile("<class '(numpy\\.)?(\\w+)'>");

  /** {@code repr(np.dtype(...))}. */
  private static final Pattern DTYPE_REPR = Pattern.compile("dtype\\('([^']*)'\\)");

  /**
   * Several types, a repeat count or a literal: what NumPy makes a structured dtype or sub-array.
   */
  private static final Pattern COMPOSED =
      Pattern.compile("[\\[({].*|[<>=|]?[\\d(].*|.*,.*", Pattern.DOTALL);

  /** Strings, bytes, voids, times and complex numbers, by name or code. */
  private static final Pattern NOT_YET =
      Pattern.compile(
          "(str|bytes)_?|void|unicode|[<>=|]?(datetime64|timedelta64).*|complex(64|128)?|csingle"
              + "|cdouble|[<>=|]?([SUVa]\\d*|c|F|D|c8|c16|[mM]8?(\\[.*)?)");

  private DTypeParser() {}

  static DType parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidArrayException(
          "dtype text of " + text.length() + " characters; at most " + LONGEST_TEXT);
    }
    Matcher python = PYTHON_CLASS.matcher(text);
    if (python.matches()) {
      return pythonClass(python.group(1) != null, python.group(2));
    }
    Matcher repr = DTYPE_REPR.matcher(text);
    return scalar(repr.matches() ? repr.group(1) : text);
  }

  private static DType pythonClass(boolean numpy, String name) {
    ScalarKind kind = (numpy ? DTypeNames.NAMES : DTypeNames.PYTHON_TYPES).get(name);
    if (kind == null) {
      throw notUnderstood(name);
    }
    return new ScalarDType(kind, Endian.NATIVE);
  }

  private static DType scalar(String text) {
    ScalarKind named = DTypeNames.NAMES.get(text);
    if (named != null) {
      return new ScalarDType(named, Endian.NATIVE);
    }
    boolean prefixed = !text.isEmpty() && "<>=|".indexOf(text.charAt(0)) >= 0;
    ScalarKind kind = DTypeNames.CODES.get(prefixed ? text.substring(1) : text);
    if (kind == null) {
      throw notUnderstood(text);
    }
    return new ScalarDType(kind, prefixed ? endian(text.charAt(0)) : Endian.NATIVE);
  }

  private static Endian endian(char prefix) {
    return switch (prefix) {
      case '<' -> Endian.LITTLE;
      case '>' -> Endian.BIG;
      default -> Endian.NATIVE;
    };
  }

  private static InvalidArrayException notUnderstood(String text) {
    String bare = text.isEmpty() || "<>=|".indexOf(text.charAt(0)) < 0 ? text : text.substring(1);
    String found;
    if (DTypeNames.OBJECTS.contains(bare)) {
      found = "Python objects are pickled, not mapped; convert the array to a fixed-width dtype";
    } else if (DTypeNames.LONG_DOUBLES.contains(bare)) {
      found = "the 80-bit long double is a format of one platform; convert the array to float64";
    } else if (DTypeNames.REMOVED.contains(text)) {
      found = "NumPy 2 removed this name; use the sized one, such as float64 or int64";
    } else if (COMPOSED.matcher(text).matches()) {
      found =
          "structured and sub-array dtypes are not read from text yet; for a packed struct leave"
              + " dtype out and give a schema, such as schema(\"x float, y int\")";
    } else if (NOT_YET.matcher(text).matches()) {
      found = "strings, bytes, voids, times and complex numbers are not read yet";
    } else {
      found = "not a NumPy dtype" + suggestion(text);
    }
    return new InvalidArrayException("dtype " + quoted(text) + ": " + found);
  }

  private static String suggestion(String text) {
    // np.float32 without quotes is Python, not a dtype's name
    String name = text.replaceFirst("^(np|numpy)\\.", "");
    Optional<String> nearest = NearestName.to(name, new TreeSet<>(DTypeNames.NAMES.keySet()));
    return nearest.map(known -> "; did you mean " + known + "?").orElse("; try float32 or <f4");
  }

  /** Shortens what may be a long header, so that the message stays readable. */
  private static String quoted(String text) {
    return "'" + (text.length() <= 80 ? text : text.substring(0, 77) + "...") + "'";
  }
}
