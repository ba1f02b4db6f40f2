package io.memmap.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.OptionUse;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.options.WriteOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

/** options.md describes each option, and says rightly who uses it and what its default is. */
class OptionsPageTest {
  private static final Pattern LINKED = Pattern.compile("\\[`(\\w+)`\\]\\(#(\\w+)\\)");

  private static final CaseInsensitiveStringMap PATH_ALONE =
      new CaseInsensitiveStringMap(Map.of("path", "data.dat"));

  private static Page page() throws IOException {
    return Page.named("options.md");
  }

  /** The cells after the name, by the name. */
  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (List<String> row : page().section("Options").tableRows()) {
      LINKED
          .matcher(row.get(0))
          .results()
          .forEach(name -> rows.put(name.group(1), row.subList(1, row.size())));
    }
    return rows;
  }

  @Test
  void hasARowForEachOption() throws IOException {
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(OptionNames.ALL);
  }

  @Test
  void describesEachOptionInASectionWithAnExample() throws IOException {
    for (String option : OptionNames.ALL) {
      String section = page().section(option).text();
      assertThat(section).as("section %s", option).contains("- **Default:**");
      List<String> examples =
          Pattern.compile("(?ms)^```python\n(.*?)^```")
              .matcher(section)
              .results()
              .map(MatchResult::group)
              .toList();
      assertThat(String.join("\n", examples)).as("example of %s", option).contains(option);
    }
  }

  @Test
  void saysWhoUsesEachOption() throws IOException {
    Map<String, String> said = new TreeMap<>();
    rows().forEach((option, cells) -> said.put(option, cells.get(1)));
    Map<String, String> used = new TreeMap<>();
    for (String option : OptionNames.ALL) {
      boolean followed = OptionUse.OF_STREAMS.contains(option);
      boolean read = OptionUse.OF_READS.contains(option);
      boolean written = OptionUse.OF_WRITES.contains(option);
      used.put(option, followed ? "streams" : read ? "reads" : written ? "writes" : "both");
    }
    assertThat(said).isEqualTo(used);
  }

  @Test
  void saysTheDefaultsThatAreWords() throws IOException {
    Map<String, String> said = new TreeMap<>();
    rows().forEach((option, cells) -> said.put(option, cells.get(0)));
    ReadOptions read = ReadOptions.of(PATH_ALONE);
    WriteOptions write = WriteOptions.of(PATH_ALONE);
    assertThat(said)
        .containsEntry("access", word(read.access()))
        .containsEntry("pushdown", word(read.pushdown()))
        .containsEntry("binaryAsString", word(read.binaryAsString()))
        .containsEntry("lock", word(read.locking().isLocked()))
        .containsEntry("casting", word(write.casting()))
        .containsEntry("sync", word(write.sync()))
        .containsEntry("order", "`" + write.order() + "`");
  }

  private static String word(Object value) {
    return "`" + value.toString().toLowerCase(Locale.ROOT) + "`";
  }

  @Test
  void listsTheOptionsOfSparksFileSources() throws IOException {
    String section = page().section("Options of Spark's file sources").text();
    for (String option : OptionUse.OF_READS) {
      if (!OptionNames.ALL.contains(option)) {
        assertThat(section).contains("`" + option);
      }
    }
  }
}
