package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.oracle.OracleRequest.ArrayFile;
import io.memmap.oracle.OracleRequest.View;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reads of some columns and rows: the values that are left out must not shift the others. */
class OraclePartsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String JAVA8 = "spark.sql.datetime.java8API.enabled";
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final int FILES_PER_SHAPE = 5;

  /**
   * Shapes: narrow, near the widths at which Spark runs other code, and rows of more than two
   * pages.
   */
  private static final List<List<Integer>> SHAPES =
      List.of(List.of(23, 5), List.of(9, 70), List.of(7, 130), List.of(11, 2100));

  private static final int WIDE_ROW_BYTES = 8192;

  /** A read of some columns, and of the first {@code limit} rows if it is not negative. */
  private record Part(int file, ArrayRead read, List<Integer> columns, int limit) {}

  @TempDir static Path folder;

  private static final List<ArrayFile> FILES = new ArrayList<>();
  private static final List<Part> PARTS = new ArrayList<>();
  private static OracleAnswer answer;

  @BeforeAll
  static void askNumpy() throws IOException {
    SPARK.spark().conf().set(JAVA8, "true");
    NumpyOracle oracle = NumpyOracle.start();
    Random random = new Random(SEED);
    BoundaryTally cuts = new BoundaryTally(random);
    for (String order : List.of("C", "F")) {
      for (List<Integer> shape : SHAPES) {
        for (int i = 0; i < FILES_PER_SHAPE; i++) {
          addFile(order, shape, random, cuts);
        }
      }
    }
    answer = oracle.ask(OracleRequest.ofArrays(FILES), folder);
  }

  @AfterAll
  static void resetDates() {
    SPARK.spark().conf().unset(JAVA8);
  }

  @Test
  void selectedColumnsAndLimitsHaveNumPysValues() {
    Verdicts verdicts = new Verdicts();
    for (Part part : PARTS) {
      verdicts.judge(part, () -> assertAsNumpy(part));
    }
    System.out.printf(
        "NumPy %s judged %,d arrays read in part (%s), %,d failures%n",
        answer.numpy(), verdicts.ran(), CONTEXT, verdicts.failed());
    assertThat(verdicts.ran()).isEqualTo(2 * 2 * SHAPES.size() * FILES_PER_SHAPE);
    verdicts.assertNoneFailed(CONTEXT);
  }

  @Test
  void countsAreTheNumbersOfRows() {
    for (Part part : PARTS) {
      assertThat(part.read().load(SPARK.spark()).count())
          .as("%s, %s", part, CONTEXT)
          .isEqualTo(FILES.get(part.file()).shape().get(0).longValue());
    }
  }

  private static void addFile(
      String order, List<Integer> shape, Random random, BoundaryTally cuts) {
    DTypeVariant dtype = dtype(shape, random);
    long offset = random.nextInt(40);
    Path path = folder.resolve("part-%02d.dat".formatted(FILES.size()));
    View view = new View(dtype.code(), shape, order, offset, null);
    for (String access : List.of("mmap", "read")) {
      BoundaryTally.Cut cut = cuts.next(shape.get(0));
      ArrayRead read =
          ArrayRead.of(path)
              .with("dtype", dtype.code())
              .with("shape", ShapeText.NUMBERS.write(shape))
              .with("order", order)
              .with("offset", offset)
              .with("access", access)
              .with("numPartitions", cut.partitions() == 0 ? null : cut.partitions())
              .with("batchRows", cut.batchRows() == 0 ? null : cut.batchRows());
      PARTS.add(new Part(FILES.size(), read, columns(shape, random), limit(shape, random)));
    }
    FILES.add(
        new ArrayFile(
            path.toString(),
            dtype.code(),
            shape,
            order,
            offset,
            random.nextInt(9),
            "any",
            random.nextLong() >>> 1,
            List.of(view)));
  }

  /** Any dtype; for the widest shape one whose rows take more than two pages. */
  private static DTypeVariant dtype(List<Integer> shape, Random random) {
    List<DTypeVariant> fitting =
        DTypeVariant.all().stream()
            .filter(
                dtype ->
                    shape.get(1) < 1000 || dtype.kind().itemsize() * shape.get(1) > WIDE_ROW_BYTES)
            .toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  /** A few columns in random order, often with the first and the last. */
  private static List<Integer> columns(List<Integer> shape, Random random) {
    List<Integer> all = new ArrayList<>();
    for (int column = 0; column < shape.get(1); column++) {
      all.add(column);
    }
    Collections.shuffle(all, random);
    List<Integer> chosen = new ArrayList<>(all.subList(0, 1 + random.nextInt(3)));
    for (int edge : List.of(0, shape.get(1) - 1)) {
      if (random.nextBoolean() && !chosen.contains(edge)) {
        chosen.add(random.nextInt(chosen.size() + 1), edge);
      }
    }
    return chosen;
  }

  /** -1 for no limit, or a limit below, at or above the number of rows. */
  private static int limit(List<Integer> shape, Random random) {
    int rows = shape.get(0);
    return List.of(-1, -1, 1, rows / 2, rows - 1, rows, rows + 1).get(random.nextInt(7));
  }

  private static void assertAsNumpy(Part part) {
    Dataset<Row> rows =
        part.read()
            .load(SPARK.spark())
            .select(
                part.columns().stream()
                    .map(column -> new Column("_c" + column))
                    .toArray(Column[]::new));
    int available = FILES.get(part.file()).shape().get(0);
    int expected = part.limit() < 0 ? available : Math.min(available, part.limit());
    answer
        .arrays()
        .get(part.file())
        .get(0)
        .as(kind(part))
        .part(expected, part.columns())
        .assertRows(
            (part.limit() < 0 ? rows : rows.limit(part.limit())).collectAsList(),
            LayoutOption.COLUMNS);
  }

  private static NumpyKind kind(Part part) {
    return NumpyKind.ofCode(FILES.get(part.file()).dtype().substring(1)).orElseThrow();
  }
}
