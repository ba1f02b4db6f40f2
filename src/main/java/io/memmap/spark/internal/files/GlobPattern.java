package io.memmap.spark.internal.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A pattern of file names, as in shells and Spark's file sources: {@code *}, {@code ?}, {@code
 * [a-z]}, {@code [!a-z]} or {@code [^a-z]}, {@code {one,other}}, and {@code \} before a literal
 * character. A match takes time proportional to the lengths of pattern and name, whatever the
 * number of stars.
 */
public final class GlobPattern {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

  /** More characters than a file name can have. */
  private static final int MOST_CHARACTERS = 4096;

  private static final int MOST_DEPTH = 50;

  private final String text;
  private final List<State> states = new ArrayList<>();
  private final int start;

  /**
   * A state of the automaton.
   *
   * @param taken the characters that it consumes; null if it consumes none
   * @param next the states after it
   */
  private record State(IntPredicate taken, List<Integer> next) {
    static State of(IntPredicate taken, int... next) {
      return new State(taken, Arrays.stream(next).boxed().toList());
    }
  }

  private GlobPattern(String text) {
    this.text = text;
    Parser parser = new Parser(text);
    states.add(State.of(null)); // end of the pattern
    this.start = build(parser.sequence(0), 0);
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if it is not a pattern; the message says why
   */
  public static GlobPattern of(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a pattern has at most " + MOST_CHARACTERS + " characters, found " + text.length());
    }
    return new GlobPattern(text);
  }

  /** Whether a text has characters of patterns. */
  static boolean isGlob(String text) {
    return SPECIAL.matcher(text).find();
  }

  /** Whether the pattern begins with the dot or underscore of hidden names, and so matches them. */
  boolean asksForHidden() {
    return FileNames.isHidden(text);
  }

  boolean matches(String name) {
    BitSet now = new BitSet();
    reach(start, now);
    int[] characters = name.codePoints().toArray();
    for (int character : characters) {
      BitSet then = new BitSet();
      for (int i = now.nextSetBit(0); i >= 0; i = now.nextSetBit(i + 1)) {
        State state = states.get(i);
        if (state.taken() != null && state.taken().test(character)) {
          reach(state.next().get(0), then);
        }
      }
      now = then;
    }
    return now.get(0);
  }

  private void reach(int state, BitSet reached) {
    if (reached.get(state)) {
      return;
    }
    reached.set(state);
    State found = states.get(state);
    for (int i = found.taken() == null ? 0 : 1; i < found.next().size(); i++) {
      reach(found.next().get(i), reached);
    }
  }

  private int add(IntPredicate taken, int... next) {
    states.add(State.of(taken, next));
    return states.size() - 1;
  }

  /** Builds the states from the last to the first, so that each knows the next one. */
  private int build(List<Part> sequence, int end) {
    int next = end;
    for (int i = sequence.size() - 1; i >= 0; i--) {
      next = build(sequence.get(i), next);
    }
    return next;
  }

  private int build(Part part, int next) {
    if (part instanceof One one) {
      return add(one.taken(), next);
    } else if (part instanceof Choice choice) {
      int[] ways = choice.ways().stream().mapToInt(way -> build(way, next)).toArray();
      return add(null, ways);
    }
    int itself = states.size();
    return add(character -> true, itself, next); // any number of characters
  }

  private sealed interface Part permits One, Many, Choice {}

  private record One(IntPredicate taken) implements Part {}

  private record Many() implements Part {}

  private record Choice(List<List<Part>> ways) implements Part {}

  private static final class Parser {
    private final int[] text;
    private int at;

    Parser(String text) {
      this.text = text.codePoints().toArray();
    }

    /**
     * Parses up to the end of the text, or inside braces to the comma or brace that ends the part.
     */
    List<Part> sequence(int depth) {
      List<Part> parts = new ArrayList<>();
      while (at < text.length && !(depth > 0 && (text[at] == ',' || text[at] == '}'))) {
        parts.add(part(depth));
      }
      return parts;
    }

    private Part part(int depth) {
      int character = text[at++];
      return switch (character) {
        case '*' -> many();
        case '?' -> new One(any -> true);
        case '[' -> new One(set());
        case '{' -> choice(depth + 1);
        case '\\' -> new One(is(escaped()));
        default -> new One(is(character));
      };
    }

    /** Consecutive stars mean the same as one. */
    private Part many() {
      while (at < text.length && text[at] == '*') {
        at++;
      }
      return new Many();
    }

    private static IntPredicate is(int character) {
      return other -> other == character;
    }

    private int escaped() {
      if (at == text.length) {
        throw new IllegalArgumentException(
            "a pattern can't end with \\; write \\\\ for a backslash");
      }
      return text[at++];
    }

    private Part choice(int depth) {
      if (depth > MOST_DEPTH) {
        throw new IllegalArgumentException("braces in more than " + MOST_DEPTH + " others");
      }
      List<List<Part>> ways = new ArrayList<>();
      do {
        ways.add(sequence(depth));
        if (at == text.length) {
          throw new IllegalArgumentException("'{' is not closed; write \\{ for the character");
        }
      } while (text[at++] == ',');
      return new Choice(ways);
    }

    private IntPredicate set() {
      boolean negated = at < text.length && (text[at] == '!' || text[at] == '^');
      at += negated ? 1 : 0;
      IntPredicate all = other -> false;
      boolean first = true;
      while (at < text.length && (first || text[at] != ']')) {
        first = false;
        int low = member();
        int high = low;
        if (at + 1 < text.length && text[at] == '-' && text[at + 1] != ']') {
          at++;
          high = member();
        }
        all = all.or(between(low, high));
      }
      if (at == text.length) {
        throw new IllegalArgumentException("'[' is not closed; write \\[ for the character");
      }
      at++;
      return negated ? all.negate() : all;
    }

    private int member() {
      int character = text[at++];
      return character == '\\' ? escaped() : character;
    }

    private static IntPredicate between(int low, int high) {
      if (high < low) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "range %c-%c is backwards", low, high));
      }
      return other -> low <= other && other <= high;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
