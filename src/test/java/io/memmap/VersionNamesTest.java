package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages, examples and notebooks name the version that {@code pom.xml} has. */
class VersionNamesTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ""));
  private static final Pattern PROJECT = Pattern.compile("(?m)^  <version>(.+)</version>$");
  private static final Pattern NAMED =
      Pattern.compile("spark[-_]memmap[-:](\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?)");

  @Test
  void everyFileNamesTheVersionOfThePom() throws IOException {
    String version =
        PROJECT
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .findFirst()
            .map(found -> found.group(1))
            .orElseThrow();
    List<String> wrong = new ArrayList<>();
    int right = 0;
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (MatchResult named : NAMED.matcher(lines.get(i)).results().toList()) {
          if (named.group(1).equals(version)) {
            right++;
          } else {
            wrong.add(file + ":" + (i + 1) + ": " + named.group());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(right).isGreaterThan(10);
    assertThat(ROOT.resolve("src/site/markdown/release-notes.md"))
        .content()
        .contains("\n## " + version + "\n");
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("src/site/markdown", "examples", "src/main/python")) {
      Path directory = ROOT.resolve(folder);
      if (Files.exists(directory)) {
        try (Stream<Path> all = Files.walk(directory)) {
          all.filter(file -> file.toString().matches(".*\\.(md|py|sh|ipynb|toml)"))
              .filter(file -> !file.toString().contains("/build/"))
              .forEach(files::add);
        }
      }
    }
    return files;
  }
}
