package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.OptionUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README.md's table of options has each option, and says rightly who uses it. */
class ReadmeOptionsTest {
  private static final Path README = Path.of(System.getProperty("basedir", ""), "README.md");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## Options\n(.*?)^## ");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\| (reads|writes|both) \\| [^|]+ \\|$");

  private static List<MatchResult> rows() throws IOException {
    String section =
        SECTION.matcher(Files.readString(README)).results().findFirst().orElseThrow().group(1);
    return ROW.matcher(section).results().toList();
  }

  @Test
  void hasEachOptionOnce() throws IOException {
    List<String> names = new ArrayList<>();
    rows().forEach(row -> names.add(row.group(1)));
    assertThat(names).containsExactlyInAnyOrderElementsOf(OptionNames.ALL);
  }

  @Test
  void saysWhatEachIsUsedBy() throws IOException {
    Map<String, String> said = new TreeMap<>();
    rows().forEach(row -> said.put(row.group(1), row.group(3)));
    Map<String, String> used = new TreeMap<>();
    for (String option : OptionNames.ALL) {
      boolean read = OptionUse.OF_READS.contains(option);
      boolean written = OptionUse.OF_WRITES.contains(option);
      used.put(option, read ? "reads" : written ? "writes" : "both");
    }
    assertThat(said).isEqualTo(used);
  }

  @Test
  void saysWhatEachIsWithoutBeingGiven() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    rows().forEach(row -> defaults.put(row.group(1), row.group(2)));
    assertThat(defaults)
        .containsEntry("casting", "`checked`")
        .containsEntry("sync", "`true`")
        .containsEntry("lock", "`true`")
        .containsEntry("repair", "`false`")
        .containsEntry("pushdown", "`true`")
        .containsEntry("binaryAsString", "`false`")
        .containsEntry("access", "`mmap`")
        .containsEntry("order", "`C`")
        .containsEntry("offset", "`0`");
  }
}
