package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs every code block of README.md and of the pages under {@code src/site/markdown} and compares
 * its output with the page. The docstring of {@code pages.py} describes the form of the pages.
 */
final class PagesIT {
  private static PySpark pyspark;
  private static Map<String, String> installed;

  @BeforeAll
  static void install() throws IOException {
    pyspark = PySpark.install();
    installed = PythonPackage.installed(EmptyDirectory.of("pages-package"));
  }

  @Test
  void everyBlockRunsAndPrintsWhatItsPageSays() throws Exception {
    String said = pyspark.plainly(EmptyDirectory.of("pages", "all"), installed, "pages.py");
    System.out.println(said);
    assertThat(said).contains("README.md: ").containsPattern("(?m)^[0-9]+ pages ran$");
  }

  @Test
  void aPageThatIsWrongIsReportedByLineBlockAndOutput() throws Exception {
    Path page = page("wrong.md", "# Sums\n\n```sh\necho 1\necho 3\n```\n\n```text\n...\n2\n```\n");

    assertThatThrownBy(() -> run(page))
        .hasMessageContaining("wrong.md, line 4")
        .hasMessageContaining("    echo 1\n    echo 3\n")
        .hasMessageContaining("expected:\n...\n2\nfound:\n1\n3\n")
        .hasMessageContaining("1 of 1 pages failed");
  }

  @Test
  void aBlockThatFailsIsReportedWithItsError() throws Exception {
    Path page = page("failing.md", "```sh\necho 1\nls /no/such/file\necho 2\n```\n");

    assertThatThrownBy(() -> run(page))
        .hasMessageContaining("failing.md, line 2")
        .hasMessageContaining("exit code 2\n1\n")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void blocksThatAreNotRunSayWhy() throws Exception {
    String left = "<!-- not run: a cluster is needed -->\n```sh\nexit 1\n```\n";
    assertThat(run(page("left.md", left + "\n```\nexit 1\n```\n"))).contains("left.md: 0 blocks");
    assertThatThrownBy(() -> run(page("unsaid.md", left.replace(": a cluster is needed", ""))))
        .hasMessageContaining("unsaid.md, line 3");
  }

  private static Path page(String name, String text) throws Exception {
    return Files.writeString(EmptyDirectory.of("pages", name).resolve(name), text);
  }

  private static String run(Path page) throws Exception {
    return pyspark.plainly(page.getParent(), installed, "pages.py", page.toString());
  }
}
