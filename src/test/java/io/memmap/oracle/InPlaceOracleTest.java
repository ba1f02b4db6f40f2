package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.spark.MemmapDataSource;
import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single assignments into random arrays by {@code UPDATE} and {@code r+}: the file has the bytes
 * that NumPy's assignment leaves. {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds}
 * makes it longer.
 */
class InPlaceOracleTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Math.abs(Long.getLong("oracle.seed", System.nanoTime()));
  private static final int ROUNDS = 6 * Integer.getInteger("oracle.rounds", 1);
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final String CATALOG = "spark.sql.catalog.arrays";
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/python/in_place.py");

  @TempDir static Path folder;

  private static JsonNode plan;

  @BeforeAll
  static void letNumPyAssign() throws IOException {
    SPARK.spark().conf().set(CATALOG, MemmapDataSource.class.getPackageName() + ".MemmapCatalog");
    PythonEnvironment.withNumPy("oracle-venv").runScript(SCRIPT, SEED, ROUNDS, folder);
    plan = new ObjectMapper().readTree(folder.resolve("plan.json").toFile());
    assertThat(plan.path("numpy").textValue()).isEqualTo(PythonEnvironment.NUMPY);
  }

  @AfterAll
  static void forget() {
    SPARK.spark().conf().unset(CATALOG);
  }

  @Test
  void everyByteIsThatOfNumPysAssignment() {
    SparkSession.setActiveSession(SPARK.spark());
    Verdicts verdicts = new Verdicts();
    int updates = 0;
    for (JsonNode assignment : plan.path("cases")) {
      verdicts.judge(assignment.toString(), () -> assertAssigned(assignment));
      updates += assignment.has("set") ? 1 : 0;
    }
    System.out.printf(
        "NumPy %s judged %,d assignments in place, of which %,d by UPDATE (%s); %d differ%n",
        PythonEnvironment.NUMPY, verdicts.ran(), updates, CONTEXT, verdicts.failed());
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(updates).isBetween(1, verdicts.ran() - 1);
  }

  private static void assertAssigned(JsonNode assignment) throws IOException {
    Path file = folder.resolve(assignment.path("file").textValue());
    Map<String, String> options = new TreeMap<>();
    JsonNode described = assignment.path("options");
    described
        .fieldNames()
        .forEachRemaining(name -> options.put(name, described.path(name).textValue()));
    if (assignment.has("set")) {
      update(file, options, assignment);
    } else {
      SPARK
          .spark()
          .sql(assignment.path("select").textValue())
          .write()
          .format("memmap")
          .mode("append")
          .options(options)
          .option("mode", "r+")
          .option("rowIndex", "r")
          .save(file.toString());
    }
    assertThat(Files.readAllBytes(file))
        .isEqualTo(Files.readAllBytes(folder.resolve(assignment.path("expected").textValue())));
  }

  private static void update(Path file, Map<String, String> options, JsonNode assignment) {
    String described =
        options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining("&"));
    SPARK
        .spark()
        .sql(
            "UPDATE arrays.`%s?%s` SET %s WHERE %s"
                .formatted(
                    file,
                    described,
                    assignment.path("set").textValue(),
                    assignment.path("where").textValue()));
  }
}
