package io.memmap.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation, or a section of one. */
final class Page {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "src/site/markdown");

  private static final Pattern CELLS_END = Pattern.compile("(?<!\\\\)\\|");

  private final String text;

  private Page(String text) {
    this.text = text;
  }

  static Page named(String name) throws IOException {
    return new Page(Files.readString(FOLDER.resolve(name)));
  }

  /** The text below a heading of any level, up to the next heading of that level or above. */
  Page section(String heading) {
    MatchResult found =
        Pattern.compile("(?m)^(#{1,6}) " + Pattern.quote(heading) + "$")
            .matcher(text)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no heading: " + heading));
    String below = text.substring(found.end());
    String end = "(?m)^#{1," + found.group(1).length() + "} ";
    return new Page(Pattern.compile(end).split(below, 2)[0]);
  }

  /** The rows of all tables without their headings, each as its cells. */
  List<List<String>> tableRows() {
    return Pattern.compile("(?m)^\\|.*\\|$")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(Page::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    return Arrays.stream(CELLS_END.split(row.substring(1, row.length() - 1)))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }

  String text() {
    return text;
  }
}
