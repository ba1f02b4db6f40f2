package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random Python literals that describe dtypes of every kind, most of them valid. */
final class RandomDTypeLiterals {
  private static final List<String> PLAIN =
      List.of(
          "?",
          "b",
          "i1",
          "u1",
          ">i2",
          "<u2",
          "i4",
          "=u4",
          ">i8",
          "u8",
          "f2",
          ">f4",
          "f8",
          "d",
          "c8",
          ">c16",
          "S3",
          "S0",
          "U2",
          ">U4",
          "V5",
          "c",
          "M8[ns]",
          ">m8[25s]",
          "M8",
          "M8[D/3]",
          "float32",
          "int",
          "str",
          "complex",
          "3i2",
          "(2,3)>f4",
          "i4,f8",
          "i1, >i8, 2S3",
          "4S");
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "x",
          "y",
          "X",
          "f0",
          "f1",
          "a b",
          "x.y",
          "é",
          "数",
          "😀",
          "it's",
          "say \"q\"",
          "\\n",
          "tab\\t",
          "\\x7f",
          "\\u200b",
          "`",
          "names",
          "formats",
          "",
          "");

  private final Random random;

  RandomDTypeLiterals(Random random) {
    this.random = random;
  }

  String next() {
    return literal(3);
  }

  /** A literal as in the header of a {@code .npy} file. */
  String nextDescr() {
    return descr(3);
  }

  /** The text with one character added, removed or replaced. */
  String mutant(String text) {
    int at = random.nextInt(text.length());
    if (Character.isSurrogate(text.charAt(at))) {
      return text;
    }
    String insert = String.valueOf("()[]{},:'\"0123-+.TNilu \n#\\L".charAt(random.nextInt(27)));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + insert + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at) + insert + text.substring(at + 1);
    };
  }

  private String literal(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(8)) {
      case 0, 1 -> quoted(PLAIN.get(random.nextInt(PLAIN.size())));
      case 2, 3, 4 -> list(depth - 1);
      case 5 -> pair(literal(depth - 1));
      case 6 -> dict(depth - 1);
      default -> random.nextInt(3) == 0 ? placed(depth - 1) : dict(depth - 1);
    };
  }

  private String pair(String type) {
    return hasNoElements(type) ? type : "(" + type + ", " + shape() + ")";
  }

  /**
   * Whether a type may be a sub-array without elements, or of elements without bytes. NumPy takes a
   * shape after such a type for the size of a void, and makes a dtype whose shape and size
   * contradict each other; the connector refuses it.
   */
  private static boolean hasNoElements(String type) {
    boolean maybeWithoutBytes =
        type.startsWith("(") && (type.contains("[]") || type.contains("V0"));
    return maybeWithoutBytes || type.matches("(?s).*, (0|\\([^()]*\\b0\\b[^()]*\\))\\)");
  }

  private String list(int depth) {
    return names().stream()
        .map(
            name -> {
              String type = literal(depth);
              return "("
                  + titled(name)
                  + ", "
                  + type
                  + (random.nextInt(4) == 0 && !hasNoElements(type) ? ", " + shape() : "")
                  + (random.nextInt(9) == 0 ? ",)" : ")");
            })
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String descr(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 0 -> quoted(PLAIN.get(random.nextInt(PLAIN.size())));
      case 1 -> pair(descr(depth - 1));
      default -> fields(depth - 1);
    };
  }

  private String fields(int depth) {
    return names().stream()
        .map(
            name -> {
              boolean list = random.nextInt(6) == 0;
              String type = random.nextInt(5) == 0 ? "'|V" + random.nextInt(6) + "'" : descr(depth);
              String shaped = random.nextInt(4) == 0 && !hasNoElements(type) ? ", " + shape() : "";
              String named = type.startsWith("'|V") && random.nextBoolean() ? "''" : orNone(name);
              return (list ? "[" : "(") + named + ", " + type + shaped + (list ? "]" : ")");
            })
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String dict(int depth) {
    List<String> names = names();
    StringBuilder dict = new StringBuilder("{'names': ").append(list(names, this::quoted));
    dict.append(", 'formats': ").append(list(names, name -> literal(depth)));
    if (random.nextInt(3) > 0) {
      int step = random.nextInt(4) == 0 ? 8 : 1;
      dict.append(", 'offsets': ")
          .append(list(names, name -> Integer.toString(step * random.nextInt(40))));
    }
    if (random.nextInt(3) == 0) {
      dict.append(", 'titles': ")
          .append(list(names, n -> random.nextBoolean() ? "None" : quoted("T" + n)));
    }
    if (random.nextInt(3) == 0) {
      dict.append(", 'itemsize': ").append(8 * random.nextInt(60));
    }
    if (random.nextInt(3) == 0) {
      dict.append(", 'aligned': ").append(random.nextInt(4) > 0 ? "True" : "False");
    }
    return dict.append('}').toString();
  }

  /** The old dict form: name to (type, offset). */
  private String placed(int depth) {
    return names().stream()
        .map(
            name ->
                quoted(name)
                    + ": ("
                    + literal(depth)
                    + ", "
                    + random.nextInt(50)
                    + (random.nextInt(4) == 0 ? ", " + quoted("T" + name) + ")" : ")"))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    int count = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4);
    while (names.size() < count) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      if (!names.contains(name) || random.nextInt(20) == 0) {
        names.add(name);
      }
    }
    return names;
  }

  private String titled(String name) {
    return switch (random.nextInt(8)) {
      case 0 -> "(" + quoted("T" + name) + ", " + quoted(name) + ")";
      default -> quoted(name);
    };
  }

  /**
   * A name, sometimes with None as its title; only for headers, because np.dtype would print the
   * None.
   */
  private String orNone(String name) {
    return random.nextInt(8) == 0 ? "(None, " + quoted(name) + ")" : titled(name);
  }

  private String shape() {
    return switch (random.nextInt(6)) {
      case 0 -> "()";
      case 1 -> Integer.toString(random.nextInt(4));
      case 2 -> "[2, 3]";
      default ->
          IntStream.range(0, 1 + random.nextInt(3))
              .mapToObj(i -> (random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(3)) + ",")
              .collect(Collectors.joining(" ", "(", ")"));
    };
  }

  /** A Python string; {@code text} already has its escapes, except for quotes. */
  private String quoted(String text) {
    String quote = text.contains("'") ? "\"" : "'";
    String prefix = random.nextInt(30) == 0 ? "u" : "";
    return prefix + quote + (quote.equals("\"") ? text.replace("\"", "\\\"") : text) + quote;
  }

  private static String list(List<String> names, java.util.function.UnaryOperator<String> item) {
    return names.stream().map(item).collect(Collectors.joining(", ", "[", "]"));
  }
}
