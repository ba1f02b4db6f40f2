package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the main code's sources that no compiler checks. */
class SourceRulesTest {
  private static final Path MAIN =
      Path.of(System.getProperty("basedir", ""), "src/main/java/io/memmap");

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(MAIN)) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void packagesSayWhatTheyAreForAndWhetherTheyMayChange() throws IOException {
    Set<Path> open = Set.of(MAIN, MAIN.resolve("spark"), MAIN.resolve("array"));
    for (Path folder : files().stream().map(Path::getParent).distinct().toList()) {
      List<String> text = Files.readAllLines(folder.resolve("package-info.java"));
      assertThat(text.get(0)).as("%s", folder).isEqualTo("/**");
      assertThat(text.get(1).startsWith(" * Internal: may change without notice. "))
          .as("%s says whether it is internal", folder)
          .isEqualTo(!open.contains(folder));
    }
  }
}
