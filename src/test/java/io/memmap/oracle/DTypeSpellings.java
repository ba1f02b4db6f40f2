package io.memmap.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Valid and invalid dtype strings, from the grammar of prefixes, codes, counts and names. */
final class DTypeSpellings {
  private static final List<String> PREFIXES = List.of("", "<", ">", "=", "|", "!", "@", "<>");
  private static final String CODES = "?abBcCdDeEfFgGhHiIjlLmMnNOpPqQsStuUvV_";
  private static final List<String> COUNTS =
      List.of("", "0", "1", "2", "3", "4", "8", "16", "32", "64", "04", "+4", "-4", " 4", "4.0");

  private static final List<String> NAMES =
      List.of(
          "complex64",
          "complex128",
          "complex",
          "csingle",
          "cdouble",
          "str",
          "str_",
          "unicode",
          "bytes",
          "bytes_",
          "void",
          "datetime64",
          "timedelta64",
          "datetime64[ns]",
          "M8[s]",
          "m8[25s]",
          ">M8[7D]",
          ">timedelta64[generic]",
          "bool",
          "bool_",
          "int8",
          "byte",
          "uint8",
          "ubyte",
          "int16",
          "short",
          "uint16",
          "ushort",
          "int32",
          "intc",
          "uint32",
          "uintc",
          "int64",
          "int",
          "int_",
          "intp",
          "long",
          "longlong",
          "uint64",
          "uint",
          "uintp",
          "ulong",
          "ulonglong",
          "float16",
          "half",
          "float32",
          "single",
          "float64",
          "double",
          "float");
  private static final List<String> OTHER_NAMES =
      List.of(
          "longdouble",
          "object",
          "bool8",
          "int0",
          "uint0",
          "float_",
          "string",
          "float128",
          "int128",
          "float8",
          "Float32",
          "INT8",
          "i32",
          "f32",
          "number",
          "integer",
          "numpy.float32",
          "np.int8",
          "None",
          "",
          "nan",
          "true",
          "null");
  private static final List<String> COMPOSED =
      List.of(
          "i4,f8",
          "i4,",
          ",i4",
          "3i4",
          "(2,)f4",
          "(2,3)>f4",
          "()f4",
          "i4, >f8,S5 ",
          "(2,3)i4,3M8[25s]",
          "3S",
          ">2U3,?",
          "()");

  /** The spellings of NumPy's documentation, which the parser must accept. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[<>=|]?(\\?|[bBhHiIlLqQpPnNefdFDcSUVmM]|b1|[iu][1248]|f[248]|c8|c16|[mM]8|[SUV]\\d+)");

  // Blanks, signs, quotes, a NUL, and digits that are not ASCII, which Java's own parsers accept.
  private static final List<String> INSERTS =
      List.of(
          " ", "\t", "\n", "\u00a0", "+", "-", "0", "1", "4", "'", "\"", "(", ")", "[", "]", ",",
          ";", ".", "_", "<", ">", "\u0664", "\uff14", "\u0000", "e", "f", "x");

  private DTypeSpellings() {}

  /**
   * Every combination of prefix, code and count, every name, and {@code mutants} random changes of
   * them.
   */
  static List<String> all(Random random, int mutants) {
    Set<String> all = new LinkedHashSet<>(NAMES);
    all.addAll(OTHER_NAMES);
    all.addAll(COMPOSED);
    for (String prefix : PREFIXES) {
      CODES.chars().forEach(code -> COUNTS.forEach(count -> all.add(prefix + (char) code + count)));
      NAMES.forEach(name -> all.add(prefix + name));
    }
    List<String> seeds = new ArrayList<>(all);
    int wanted = all.size() + mutants;
    while (all.size() < wanted) {
      all.add(mutate(seeds.get(random.nextInt(seeds.size())), random));
    }
    return new ArrayList<>(all);
  }

  /** Whether a string that NumPy accepts is a documented spelling, not one accepted by accident. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() || NAMES.contains(text);
  }

  private static String mutate(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    String insert = INSERTS.get(random.nextInt(INSERTS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + insert + text.substring(at);
      case 1 -> at < text.length() ? text.substring(0, at) + text.substring(at + 1) : text + insert;
      case 2 -> swapCase(text, at);
      case 3 -> text + text;
      default -> insert + text;
    };
  }

  private static String swapCase(String text, int at) {
    StringBuilder swapped = new StringBuilder(text);
    if (at < text.length()) {
      char old = text.charAt(at);
      swapped.setCharAt(
          at, Character.isLowerCase(old) ? Character.toUpperCase(old) : Character.toLowerCase(old));
    }
    return swapped.toString();
  }
}
