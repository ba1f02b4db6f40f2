package io.memmap.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** operations.md explains each metric of scans and writes, by the name that the UI shows. */
class OperationsPageTest {
  /** Key and name, as constructors of metrics hand them on. */
  private static final Pattern METRIC = Pattern.compile("super\\(\\s*\"\\w+\",\\s*\"([^\"]+)\"\\)");

  @Test
  void explainsEachMetric() throws IOException {
    TreeSet<String> shown = new TreeSet<>();
    for (String source : SourceTexts.sources("Metrics.java").values()) {
      METRIC.matcher(source).results().forEach(metric -> shown.add(metric.group(1)));
    }
    TreeSet<String> explained = new TreeSet<>();
    Page section = Page.named("operations.md").section("What do the UI and the log tell?");
    for (List<String> row : section.tableRows()) {
      explained.addAll(List.of(row.get(0).split(", ")));
    }
    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(explained).containsAll(shown);
  }
}
