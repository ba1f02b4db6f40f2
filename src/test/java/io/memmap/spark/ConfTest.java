package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.launcher.SparkLauncher;
import org.apache.spark.package$;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings in {@code conf/}: Spark ignores unknown keys silently, so each must be known. */
class ConfTest {
  private static final Path DEFAULTS = Path.of("conf", "spark-defaults.conf");
  private static final String OF_4_2 = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled";
  private static final String CATALOG = "spark.sql.catalog.";

  /** Loads the objects that register entries; Java cannot name the first. */
  @BeforeAll
  static void loadEntries() throws ClassNotFoundException {
    for (String holder : List.of("package$", "UI$")) {
      Class.forName("org.apache.spark.internal.config." + holder);
    }
    Class.forName(SQLConf.class.getName() + "$");
  }

  /** Settings of the file, and those that are commented out with {@code #}. */
  static List<String> settings() throws IOException {
    return Files.readAllLines(DEFAULTS).stream()
        .map(line -> line.replaceFirst("^# (?=spark\\.\\S+\\s+\\S+$)", ""))
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void areKnownAndHaveValuesThatSparkUnderstands(String setting) throws Exception {
    String[] pair = pair(setting);
    assertThat(pair).hasSize(2);
    if (pair[0].startsWith(CATALOG)) {
      assertThat(Class.forName(pair[1])).isAssignableTo(CatalogPlugin.class);
    } else if (!pair[0].equals(SparkLauncher.SPARK_MASTER) && isKnownHere(pair[0])) {
      ConfigEntry<?> entry = ConfigEntry.findEntry(pair[0]);
      assertThat(entry).as("Spark's own entry of " + pair[0]).isNotNull();
      assertThatCode(() -> entry.valueConverter().apply(pair[1])).doesNotThrowAnyException();
    }
  }

  /** Older lines of Spark ignore settings of newer ones. */
  private static boolean isKnownHere(String key) {
    return !key.equals(OF_4_2) || !package$.MODULE$.SPARK_VERSION().matches("3\\..*|4\\.[01]\\..*");
  }

  @Test
  void areGivenOnceAndExplained() throws IOException {
    Map<String, Integer> times = new TreeMap<>();
    settings().forEach(setting -> times.merge(pair(setting)[0], 1, Integer::sum));

    assertThat(times).containsKeys("spark.master", "spark.sql.catalog.arrays", "spark.speculation");
    assertThat(times.values()).containsOnly(1);
    for (String block : Files.readString(DEFAULTS).split("\n\n+", -1)) {
      assertThat(block).startsWith("# ");
    }
  }

  private static String[] pair(String setting) {
    return setting.strip().split("\\s+", -1);
  }
}
