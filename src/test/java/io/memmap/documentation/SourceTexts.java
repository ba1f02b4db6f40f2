package io.memmap.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The string constants of sources. Constants that {@code +} joins are one text; where values stand
 * between them, and where a format has a placeholder, the text has a {@link #GAP}.
 */
final class SourceTexts {
  static final char GAP = '\u0000';

  private static final Path MAIN =
      Path.of(System.getProperty("basedir", ""), "src/main/java/io/memmap");

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n]*|'(?:\\\\.|[^'\\\\])+'|\"((?:\\\\.|[^\"\\\\])*)\"|\\s+|.");

  private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d\\$)?[sd]|\\{}");

  /** A method, as google-java-format writes it. */
  private static final Pattern METHOD =
      Pattern.compile("(?ms)^  (?! )[^\n/*@}][^;{}=]*?\\b(\\w+)\\([^;{}]*\\{\n(.*?)^  }");

  private SourceTexts() {}

  /** The sources of the main code whose names end so, by their names without {@code .java}. */
  static Map<String, String> sources(String ending) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }

  /** The bodies of a class's methods, by their names; overloads are joined. */
  static Map<String, String> methods(String source) {
    Map<String, String> methods = new TreeMap<>();
    for (MatchResult method : METHOD.matcher(source).results().toList()) {
      methods.merge(method.group(1), method.group(2), String::concat);
    }
    return methods;
  }

  static String constants(String source) {
    StringBuilder constants = new StringBuilder();
    for (MatchResult token : TOKEN.matcher(source).results().toList()) {
      String text = token.group();
      if (token.group(1) != null) {
        String plain = token.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
        constants.append(PLACEHOLDER.matcher(plain).replaceAll(String.valueOf(GAP)));
      } else if (!text.isBlank() && !text.equals("+") && !text.matches("(?s)//.*|/\\*.*")) {
        constants.append(GAP);
      }
    }
    return constants.toString().replaceAll(GAP + "+", String.valueOf(GAP));
  }

  /** What finds a quoted message, in which {@code ...} stands for whatever differs. */
  static Pattern pattern(String quote) {
    List<String> fixed = new ArrayList<>();
    for (String piece : quote.split("\\.\\.\\.", -1)) {
      fixed.add(Pattern.quote(quote.contains("...") ? piece.strip() : piece));
    }
    return Pattern.compile("(?s)" + String.join(".*?", fixed));
  }
}
