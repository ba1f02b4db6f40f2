package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of save, append, {@code r+}, cells, INSERT, UPDATE, MERGE and reads. NumPy does
 * each step on a model; after each step the connector's file has the same bytes and the folder has
 * no other file. {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds} makes it longer.
 */
class WriteModelTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  private static final int SEQUENCES = 200;
  private static final long SEED = Math.abs(Long.getLong("oracle.seed", System.nanoTime()));
  private static final int ROUNDS = Integer.getInteger("oracle.rounds", 1);
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/python/write_model.py");

  @TempDir static Path model;
  @TempDir static Path written;

  private static JsonNode plan;

  @BeforeAll
  static void letNumPyPlan() throws IOException {
    PythonEnvironment.withNumPy("oracle-venv").runScript(SCRIPT, SEED, ROUNDS * SEQUENCES, model);
    plan = new ObjectMapper().readTree(model.resolve("plan.json").toFile());
    assertThat(plan.path("numpy").textValue()).isEqualTo(PythonEnvironment.NUMPY);
  }

  @Test
  void theFileHasNumPysBytesAfterEachStep() {
    SparkSession.setActiveSession(SPARK.spark());
    Verdicts verdicts = new Verdicts();
    Map<String, Integer> kinds = new TreeMap<>();
    for (JsonNode sequence : plan.path("sequences")) {
      generateCode(verdicts.ran() % 2 == 0);
      verdicts.judge(sequence.path("target"), () -> assertSame(sequence, kinds));
    }
    System.out.printf(
        "Sequences of writes compared with NumPy %s (%s): %,d, of which %d differ; steps %s%n",
        PythonEnvironment.NUMPY, CONTEXT, verdicts.ran(), verdicts.failed(), kinds);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(verdicts.ran()).isEqualTo(ROUNDS * SEQUENCES);
    assertThat(kinds.keySet())
        .contains("save", "append", "insert", "insert overwrite", "r+", "r+ cells")
        .contains("update", "update cells", "merge", "read", "refused", "errorifexists", "ignore");
  }

  /** Spark compiles code for a query, or interprets its plan, which takes less time. */
  private static void generateCode(boolean compiled) {
    RuntimeConfig conf = SPARK.spark().conf();
    conf.set("spark.sql.codegen.wholeStage", compiled);
    conf.set("spark.sql.codegen.factoryMode", compiled ? "FALLBACK" : "NO_CODEGEN");
  }

  private static void assertSame(JsonNode sequence, Map<String, Integer> kinds) throws IOException {
    Path folder = Files.createTempDirectory(written, "sequence");
    Path target = folder.resolve(sequence.path("target").textValue());
    if (sequence.hasNonNull("start")) {
      Files.copy(model.resolve(sequence.path("start").textValue()), target);
    }
    int number = 0;
    for (JsonNode step : sequence.path("steps")) {
      String what = step.path("what").textValue();
      kinds.merge(what, 1, Integer::sum);
      try {
        new WriteModelStep(SPARK.spark(), model, target).run(step);
        assertSameFiles(target, model.resolve(step.path("expected").textValue()));
      } catch (IOException | AssertionError e) {
        throw new AssertionError("step %d, %s: %s".formatted(++number, what, e.getMessage()), e);
      }
      number++;
    }
  }

  private static void assertSameFiles(Path target, Path expected) throws IOException {
    long difference = Files.mismatch(target, expected);
    if (difference >= 0) {
      byte[] found = Files.readAllBytes(target);
      byte[] wanted = Files.readAllBytes(expected);
      int from = (int) Math.max(0, difference - 8);
      throw new AssertionError(
          "byte %d differs, %d bytes for %d; from byte %d on found %s, NumPy has %s"
              .formatted(
                  difference,
                  found.length,
                  wanted.length,
                  from,
                  hex(found, from),
                  hex(wanted, from)));
    }
    try (var left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }

  private static String hex(byte[] bytes, int from) {
    int end = Math.min(bytes.length, from + 40);
    return HexFormat.of().formatHex(bytes, Math.min(from, end), end);
  }

  /** Checks the comparison: it finds a byte that is not NumPy's. */
  @Test
  void aByteThatDiffersIsFound() throws IOException {
    JsonNode sequence = plan.path("sequences").get(0);
    Path expected = model.resolve(sequence.path("steps").get(0).path("expected").textValue());
    byte[] right = Files.readAllBytes(expected);
    byte[] wrong = right.clone();
    wrong[wrong.length - 1] ^= 1;
    Files.write(expected, wrong);
    Verdicts verdicts = new Verdicts();
    verdicts.judge(sequence.path("target"), () -> assertSame(sequence, new TreeMap<>()));
    Files.write(expected, right);
    assertThat(catchThrowable(() -> verdicts.assertNoneFailed(CONTEXT)))
        .hasMessageContaining("step 1, ")
        .hasMessageContaining("byte %d differs".formatted(right.length - 1));
  }
}
