package io.memmap.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line of a job: words, {@code --option VALUE} and {@code --flag}. */
final class CommandLine {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private CommandLine() {}

  /**
   * Parses a command line. {@code --help} ends the program; wrong arguments end it with exit status
   * 2.
   *
   * @param help text that {@code --help} prints
   * @param words number of words that are required
   * @param known names of the options; those with a value as {@code name=}
   */
  static CommandLine of(String help, int words, Set<String> known, String... arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(help);
      System.exit(0);
    }
    CommandLine line = new CommandLine();
    for (int k = 0; k < arguments.length; k++) {
      String argument = arguments[k];
      String name = argument.replaceFirst("^--", "");
      if (name.equals(argument)) {
        line.words.add(argument);
      } else if (known.contains(name)) {
        line.options.put(name, "");
      } else if (known.contains(name + "=") && k + 1 < arguments.length) {
        line.options.put(name, arguments[++k]);
      } else {
        refuse(
            known.contains(name + "=")
                ? argument + " needs a value"
                : "unknown option " + argument);
      }
    }
    if (line.words.size() != words) {
      refuse("expected " + words + " arguments, found " + line.words.size());
    }
    return line;
  }

  /** Prints the reason and ends the program with exit status 2. */
  static void refuse(String reason) {
    System.err.println("error: " + reason + "; see --help");
    System.exit(2);
  }

  String word(int index) {
    return words.get(index);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** The given options of these names, as options of Spark's readers and writers. */
  Map<String, String> given(Set<String> names) {
    Map<String, String> given = new HashMap<>(options);
    given.keySet().retainAll(names);
    return given;
  }
}
