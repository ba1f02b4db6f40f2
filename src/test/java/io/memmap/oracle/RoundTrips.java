package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.testing.ArrayFolder;
import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskCopy;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays that NumPy saved are read through the connector with every combination of options, whole
 * or a slice, and saved again, wherever: the file has the bytes that NumPy saves, header included.
 * {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds} makes it longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoundTrips {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Math.abs(Long.getLong("oracle.seed", System.nanoTime()));
  private static final int ROUNDS = Integer.getInteger("oracle.rounds", 1);
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/python/round_trip.py");

  @TempDir static Path folder;

  private static JsonNode plan;

  /** An empty folder for the copies. */
  protected abstract ArrayFolder saved();

  @BeforeAll
  static void letNumPySave() throws IOException {
    PythonEnvironment.withNumPy("oracle-venv").runScript(SCRIPT, SEED, ROUNDS, folder);
    plan = new ObjectMapper().readTree(folder.resolve("plan.json").toFile());
    assertThat(plan.path("numpy").textValue()).isEqualTo(PythonEnvironment.NUMPY);
  }

  @Test
  void aFileReadAndSavedHasTheSameBytes() throws IOException {
    SparkSession.setActiveSession(SPARK.spark());
    Verdicts verdicts = new Verdicts();
    RoundTripTable table = new RoundTripTable();
    int npy = 0;
    ArrayFolder saved = saved();
    for (JsonNode array : plan.path("arrays")) {
      verdicts.judge(array.toString(), () -> assertSame(array, saved));
      if (hasElements(array)) {
        table.count(cell(array));
      }
      npy += isRaw(array) ? 0 : 1;
    }
    System.out.printf(
        "Files read and saved again (%s), by kind and byte order%n%s%nNumPy %s judged %,d files, of"
            + " which %,d are npy; %d differ%n",
        CONTEXT, table.render(), PythonEnvironment.NUMPY, verdicts.ran(), npy, verdicts.failed());
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(verdicts.ran()).isGreaterThan(1_000);
    assertThat(table.emptyCells()).as("cells without an array (%s)", CONTEXT).isEmpty();
    assertThat(npy).isBetween(1, verdicts.ran() - 1);
  }

  private static void assertSame(JsonNode array, ArrayFolder saved) throws IOException {
    String name = array.path("file").textValue();
    Path original = folder.resolve(name);
    Path expected = folder.resolve(array.path("expected").textValue());
    try {
      new TaskCopy(new TaskRead(original.toString(), reading(array), null), writing(array))
          .saveAs(saved.target(name));
      assertThat(HexFormat.of().formatHex(saved.bytes(name)))
          .isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(expected)));
      assertThat(saved.names()).containsExactly(name);
    } finally {
      saved.remove(name);
    }
  }

  private static Map<String, String> reading(JsonNode array) {
    Map<String, String> options = new HashMap<>();
    options.put("layout", array.path("layout").textValue());
    options.put("access", array.path("access").textValue());
    options.put("numPartitions", array.path("partitions").asText());
    if (array.has("slice")) {
      options.put("slice", array.path("slice").textValue());
    }
    if (isRaw(array)) {
      options.put("dtype", array.path("dtype").textValue());
      options.put("shape", shape(array.path("shape")));
      options.put("order", array.path("order").textValue());
      options.put("offset", array.path("offset").asText());
    }
    return options;
  }

  /** The options of the write. The columns carry dtype and byte order. */
  private static Map<String, String> writing(JsonNode array) {
    Map<String, String> options = new HashMap<>();
    options.put("order", array.path("order").textValue());
    options.put("shape", shape(array.path("taken")));
    options.put("sync", "false");
    if (array.path("layout").textValue().equals("cells")) {
      options.put("layout", "cells");
    }
    if (isRaw(array)) {
      options.put("offset", array.path("offset").asText());
    }
    return options;
  }

  private static boolean isRaw(JsonNode array) {
    return array.path("file").textValue().endsWith(".dat");
  }

  private static String shape(JsonNode axes) {
    List<String> lengths = new ArrayList<>();
    axes.forEach(length -> lengths.add(length.asText()));
    return lengths.size() == 1 ? lengths.get(0) : "(" + String.join(",", lengths) + ")";
  }

  private static boolean hasElements(JsonNode array) {
    for (JsonNode length : array.path("taken")) {
      if (length.intValue() == 0) {
        return false;
      }
    }
    return true;
  }

  private static RoundTripCell cell(JsonNode array) {
    RoundTripCell.Setting setting =
        new RoundTripCell.Setting(
            array.path("order").textValue(),
            LayoutOption.valueOf(array.path("layout").textValue().toUpperCase(Locale.ROOT)),
            array.path("access").textValue());
    String dtype = array.path("kind").textValue() + " " + array.path("endian").textValue();
    return new RoundTripCell(dtype, setting, array.path("shape").size(), array.has("slice"));
  }
}
