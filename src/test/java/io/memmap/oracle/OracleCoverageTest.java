package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.oracle.CoveragePlan.PlannedRead;
import io.memmap.oracle.OracleRequest.ArrayFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random arrays that NumPy wrote, read through the connector with every combination of options,
 * equal NumPy's bit for bit. {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds} makes it
 * longer.
 */
class OracleCoverageTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String JAVA8 = "spark.sql.datetime.java8API.enabled";
  private static final String CONTEXT = "-Doracle.seed=" + SEED;

  @TempDir static Path folder;

  private static CoveragePlan plan;
  private static final List<ArrayFile> FILES = new ArrayList<>();
  private static final List<WidenedFile> WIDENED = new ArrayList<>();
  private static OracleAnswer answer;

  /** A file, by its index in FILES, that is read with a wider type. */
  private record WidenedFile(Widening widening, int file) {}

  /** Asks NumPy once for all tests of this class. */
  @BeforeAll
  static void askNumpy() throws IOException {
    SPARK.spark().conf().set(JAVA8, "true");
    NumpyOracle oracle = NumpyOracle.start();
    Random random = new Random(SEED);
    plan = new CoveragePlan(folder, random, Integer.getInteger("oracle.rounds", 1));
    FILES.addAll(plan.files());
    for (Widening widening : Widening.all()) {
      for (ArrayFile file : widening.files(folder, random)) {
        WIDENED.add(new WidenedFile(widening, FILES.size()));
        FILES.add(file);
      }
    }
    answer = oracle.ask(OracleRequest.ofArrays(FILES), folder);
  }

  @AfterAll
  static void resetDates() {
    SPARK.spark().conf().unset(JAVA8);
  }

  @Test
  void everyReadHasNumPysBits() throws IOException {
    Map<Path, String> before = digests();
    Verdicts verdicts = new Verdicts();
    CoverageTable table = new CoverageTable();
    for (PlannedRead planned : plan.reads()) {
      verdicts.judge(planned.cell() + " " + planned.read(), () -> assertAsNumpy(planned));
      if (CoveragePlan.elements(FILES.get(planned.file()).shape()) > 0) {
        table.count(planned.cell());
      }
    }
    report(verdicts, table);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(table.emptyCells()).as("cells without a read (%s)", CONTEXT).isEmpty();
    for (String access : List.of("mmap", "read")) {
      assertThat(plan.cuts(access).neverMet()).as("boundaries, %s, %s", access, CONTEXT).isEmpty();
    }
    assertThat(digests()).as("files after reading them").isEqualTo(before);
  }

  @Test
  void aWiderTypeHoldsTheSameValues() {
    Verdicts verdicts = new Verdicts();
    for (WidenedFile widened : WIDENED) {
      for (LayoutOption layout : List.of(LayoutOption.COLUMNS, LayoutOption.ARRAY)) {
        if (layout.fits(FILES.get(widened.file()).shape().size())) {
          readWidened(widened, layout, verdicts);
        }
      }
    }
    System.out.printf(
        "NumPy %s judged %,d reads with a wider type; %s%n",
        answer.numpy(), verdicts.ran(), outcome(verdicts));
    verdicts.assertNoneFailed(CONTEXT);
  }

  /** The cells that the table marks with {@code -}: layout=columns for more than two dimensions. */
  @Test
  void columnsOfManyDimensionsAreRefused() {
    int refused = 0;
    for (ArrayFile file : FILES) {
      if (!LayoutOption.COLUMNS.fits(file.shape().size()) && refused < 20) {
        ArrayRead read = explicit(file).with("layout", "columns");
        assertThat(Refusal.messageOf(() -> read.load(spark()))).contains("layout=array");
        refused++;
      }
    }
    assertThat(refused).isEqualTo(20);
  }

  /** The test of boundaries needs the partitions that it asks for. */
  @Test
  void numPartitionsSplitsTheRows() {
    int looked = 0;
    for (PlannedRead planned : plan.reads()) {
      String partitions = planned.read().option("numPartitions");
      List<Integer> shape = FILES.get(planned.file()).shape();
      if (partitions != null
          && CoveragePlan.elements(shape) > 0
          && !shape.isEmpty()
          && shape.get(0) >= Integer.parseInt(partitions)
          && looked < 20) {
        assertThat(planned.read().load(spark()).queryExecution().toRdd().getNumPartitions())
            .as("partitions of %s", planned.read())
            .isEqualTo(Integer.parseInt(partitions));
        looked++;
      }
    }
    assertThat(looked).isEqualTo(20);
  }

  private static void assertAsNumpy(PlannedRead planned) {
    answer
        .arrays()
        .get(planned.file())
        .get(planned.view())
        .as(planned.cell().dtype().kind())
        .assertReadBy(spark(), planned.read());
  }

  private static void report(Verdicts verdicts, CoverageTable table) {
    int judged = plan.files().stream().mapToInt(file -> file.views().size()).sum();
    System.out.printf("Reads per kind of array (%s)%n%s%n", CONTEXT, table.render());
    for (String access : List.of("mmap", "read")) {
      System.out.printf("boundaries met, access=%s: %s%n", access, plan.cuts(access));
    }
    System.out.printf(
        "NumPy %s judged %,d arrays in %,d reads; %s%n",
        answer.numpy(), judged, verdicts.ran(), outcome(verdicts));
  }

  private static String outcome(Verdicts verdicts) {
    return verdicts.failed() == 0
        ? "all equal bit for bit"
        : "%,d DIFFER".formatted(verdicts.failed());
  }

  private static void readWidened(WidenedFile widened, LayoutOption layout, Verdicts verdicts) {
    ArrayFile file = FILES.get(widened.file());
    Widening widening = widened.widening();
    ArrayRead read =
        explicit(file)
            .with("layout", layout.option())
            .with("access", layout == LayoutOption.ARRAY ? "read" : "mmap");
    String schema = widening.schema(file.shape(), layout);
    ExpectedArray expected = answer.arrays().get(widened.file()).get(0).as(widening.to());
    verdicts.judge(
        widening + " " + read, () -> expected.assertRows(read.collect(spark(), schema), layout));
  }

  private static ArrayRead explicit(ArrayFile file) {
    return ArrayRead.of(Path.of(file.file()))
        .with("dtype", file.dtype())
        .with("shape", ShapeText.TUPLE.write(file.shape()))
        .with("order", file.order())
        .with("offset", file.offset());
  }

  private static Map<Path, String> digests() throws IOException {
    Map<Path, String> digests = new LinkedHashMap<>();
    for (ArrayFile file : FILES) {
      Path path = Path.of(file.file());
      digests.put(path, GoldenFixtures.sha256(Files.readAllBytes(path)));
    }
    return digests;
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }
}
