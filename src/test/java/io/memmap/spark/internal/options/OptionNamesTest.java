package io.memmap.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The known names of options. */
class OptionNamesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("dtype", "int32"),
          Map.entry("shape", "4,5"),
          Map.entry("order", "F"),
          Map.entry("offset", "8"),
          Map.entry("header", "none"),
          Map.entry("slice", "..."),
          Map.entry("binaryAsString", "true"),
          Map.entry("mode", "c"),
          Map.entry("layout", "array"),
          Map.entry("access", "read"),
          Map.entry("numPartitions", "2"),
          Map.entry("partitionBytes", "1k"),
          Map.entry("batchRows", "3"),
          Map.entry("pushdown", "false"),
          Map.entry("rowIndex", "i"),
          Map.entry("casting", "unsafe"),
          Map.entry("nullValue", "0"),
          Map.entry("sync", "false"),
          Map.entry("repair", "true"),
          Map.entry("lock", "false"),
          Map.entry("lockTimeout", "60s"),
          Map.entry("rewriteLimit", "2g"));

  /** A read refuses them. */
  private static final List<String> OF_WRITES =
      List.of("casting", "nullValue", "sync", "lockTimeout", "rewriteLimit");

  @TempDir Path folder;

  @Test
  void everyOptionIsKnown() {
    Set<String> known = new HashSet<>(ALL.keySet());
    known.add("member"); // of archives, which take no dtype
    known.add("rangeRows"); // of layouts bytes and ranges, which have no pushdown=false
    known.addAll(OptionUse.OF_STREAMS); // a batch refuses them
    assertThat(known).containsExactlyInAnyOrderElementsOf(OptionNames.ALL);
  }

  @Test
  void theCaseOfANameDoesNotMatter() throws IOException {
    Map<String, String> all = new HashMap<>(ALL);
    all.keySet().removeAll(OF_WRITES);
    String file = ArrayFiles.counting(folder.resolve("a.dat"), 22).toString();
    Dataset<Row> asWritten = SPARK.spark().read().format("memmap").options(all).load(file);
    for (Map.Entry<String, String> option : all.entrySet()) {
      String name = option.getKey().toUpperCase(Locale.ROOT);
      Map<String, String> oneInUpperCase = new HashMap<>(all);
      oneInUpperCase.remove(option.getKey());
      oneInUpperCase.put(name, option.getValue());
      Dataset<Row> rows = SPARK.spark().read().format("memmap").options(oneInUpperCase).load(file);
      assertThat(plan(rows)).as(name).isEqualTo(plan(asWritten));
    }
    assertThat(asWritten.first().getLong(0)).isZero();
    assertThat(asWritten.first().<Integer>getList(1)).containsExactly(2, 6, 10, 14, 18);
    assertThat(asWritten.rdd().getNumPartitions()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recursiveFileLookup",
        "ignoreMissingFiles",
        "basePath",
        "provider",
        "owner",
        "location",
        "option.whatever",
        "RECURSIVEFILELOOKUP"
      })
  void sparksOwnOptionsPass(String name) throws IOException {
    String file = ArrayFiles.counting(folder.resolve("a.dat"), 5).toString();
    Dataset<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "i4")
            .option("shape", "5")
            .option(name, "true")
            .load(file);
    assertThat(rows.count()).isEqualTo(5);
  }

  /** Prints the resolved array, without the identities of columns. */
  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().sparkPlan().toString().replaceAll("#\\d+L?", "");
  }
}
