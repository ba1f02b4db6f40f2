package io.memmap.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a job was asked for: words, {@code --option VALUE} and {@code --flag}. */
final class CommandLine {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private CommandLine() {}

  /**
   * Ends the program on {@code --help}, and with status 2 on what it does not know.
   *
   * @param help what {@code --help} prints
   * @param words how many there have to be
   * @param known options, those with a value as {@code name=}
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
        refuse(known.contains(name + "=") ? argument + " needs a value" : "unknown " + argument);
      }
    }
    if (line.words.size() != words) {
      refuse("it takes " + words + " arguments, these are " + line.words.size());
    }
    return line;
  }

  /** Ends the program as wrong usage does. */
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

  /** Those of these options that were given, as Spark's readers and writers take them. */
  Map<String, String> given(Set<String> names) {
    Map<String, String> given = new HashMap<>(options);
    given.keySet().retainAll(names);
    return given;
  }
}
