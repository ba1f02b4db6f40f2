package io.memmap.spark.internal.read.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that Spark may keep, as it does with those for functions of Python, from 4.2 on. */
@SuppressWarnings("serial") // functions that Spark sends to this JVM only
class KeptRowsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String COLUMNS = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled";
  private static final int ROWS = 1_000;

  /** Of the task that is to be killed. */
  private static volatile CountDownLatch started;

  @TempDir Path folder;

  @BeforeEach
  void passColumns() {
    SPARK.spark().conf().set(COLUMNS, "true");
  }

  @AfterEach
  void nothingStaysMapped() throws IOException {
    SPARK.spark().conf().unset(COLUMNS);
    assertThat(mappings(folder)).isZero();
  }

  private static long mappings(Path of) throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return mappings.filter(line -> line.contains(of.toString())).count();
    }
  }

  private static boolean takesColumns() {
    return !SPARK.spark().version().matches("(3|4\\.[01])\\..*");
  }

  private DataFrameReader reader() {
    return Plans.memmap(SPARK.spark(), "batchRows", "100", "numPartitions", "1");
  }

  private Path array(String name, String dtype, Order order, long... lengths) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), order, 0);
    return ArrayFiles.write(folder.resolve(name), spec, i -> i);
  }

  private static JavaRDD<ColumnarBatch> batches(Dataset<Row> rows) {
    return Plans.leaf(rows).executeColumnar().toJavaRDD();
  }

  /** How many vectors of each batch could be had as Arrow's, and whether the first one could. */
  private static List<String> arrows(Dataset<Row> rows) {
    return batches(rows).map(KeptRowsTest::arrows).distinct().collect();
  }

  private static String arrows(ColumnarBatch batch) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < batch.numCols(); i++) {
      found.append(batch.column(i) instanceof ArrowColumnVector ? 'A' : '-');
    }
    return found.toString();
  }

  @ParameterizedTest(name = "{0}, order {1}, layout {2}: {3}")
  @CsvSource({
    "<f4,C,columns,AAA",
    "<f4,F,columns,AAA",
    ">i8,C,columns,AAA",
    "<f2,F,columns,AAA",
    "<u8,F,columns,---",
    "?,F,columns,---",
    "<f4,C,array,A",
    "<f2,C,array,A",
    "<f4,F,array,-",
    "<f4,C,bytes,-",
    "<i4,C,cells,AAA",
    "<i4,F,cells,---",
  })
  void numbersCanBeHadAsArrows(String dtype, Order order, String layout, String found)
      throws IOException {
    Path file = array("a.dat", dtype, order, ROWS, 3);
    Dataset<Row> rows =
        reader()
            .option("dtype", dtype)
            .option("shape", ROWS + ",3")
            .option("order", order.name())
            .option("layout", layout)
            .load(file.toString());
    assertThat(arrows(rows)).containsExactly(takesColumns() ? found : found.replace('A', '-'));
  }

  private Dataset<Row> numbers(String... options) throws IOException {
    Path file = array("n.dat", "<i4", Order.C, ROWS);
    return reader()
        .options(Plans.map("dtype", "<i4", "shape", "" + ROWS))
        .options(Plans.map(options))
        .load(file.toString());
  }

  @Test
  void otherBatchesAreMovedAlongAsBefore() throws IOException {
    assertThat(arrows(numbers("access", "read"))).containsExactly("-");
    assertThat(arrows(numbers().where("value > 5"))).containsExactly("-");
    assertThat(arrows(numbers().where("_row > 5"))).containsExactly(takesColumns() ? "A" : "-");
    SPARK.spark().conf().set(COLUMNS, "false");
    assertThat(arrows(numbers())).containsExactly("-");
    Path large = ArrayFiles.sparse(folder.resolve("large.dat"), (256L << 20) + 4);
    SPARK.spark().conf().set(COLUMNS, "true");
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "numPartitions", "1").load(large.toString());
    assertThat(arrows(rows)).containsExactly("-");
    assertThat(arrows(rows.where("_row > 0"))).containsExactly(takesColumns() ? "A" : "-");
  }

  private Dataset<Row> folders(String... options) throws IOException {
    for (int year = 2000; year < 2004; year++) {
      Files.createDirectories(folder.resolve("all/year=" + year));
      int offset = year * ROWS;
      ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(ROWS, 3), Order.F, 0);
      ArrayFiles.write(folder.resolve("all/year=" + year + "/a.dat"), spec, i -> offset + i);
    }
    return reader()
        .options(Plans.map("dtype", "<i4", "shape", ROWS + ",3", "order", "F", "rowIndex", "i"))
        .options(Plans.map(options))
        .load(folder.resolve("all").toString());
  }

  /** All batches, before any row of them is read. */
  private static Iterator<String> late(Iterator<ColumnarBatch> batches) {
    List<ColumnarBatch> kept = new ArrayList<>();
    batches.forEachRemaining(kept::add);
    return kept.stream().flatMap(KeptRowsTest::rows).iterator();
  }

  private static Stream<String> rows(ColumnarBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.numRows(); row++) {
      rows.add(
          "[%d,%d,%d,%d,%d]"
              .formatted(
                  batch.column(0).getLong(row),
                  batch.column(1).getInt(row),
                  batch.column(2).getInt(row),
                  batch.column(3).getInt(row),
                  batch.column(4).getInt(row)));
    }
    return rows.stream();
  }

  @Test
  void allBatchesOfATaskStay() throws IOException {
    Dataset<Row> rows = folders();
    List<String> expected = rows.collectAsList().stream().map(Row::toString).toList();
    assertThat(expected).hasSize(4 * ROWS).doesNotHaveDuplicates();
    if (takesColumns()) {
      assertThat(batches(rows).mapPartitions(KeptRowsTest::late).collect()).isEqualTo(expected);
      assertThat(arrows(rows)).containsExactly("AAAA-");
    }
  }

  @Test
  void aLimitCutsTheLastBatch() throws IOException {
    assertThat(numbers().limit(250).collectAsList()).hasSize(250);
    Dataset<Row> cut = numbers().where("_row < 250");
    List<Integer> sizes = batches(cut).map(ColumnarBatch::numRows).collect();
    assertThat(sizes).containsExactly(100, 100, 50);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void mappingsStayUntilTheTaskEnds(boolean columns) throws IOException {
    SPARK.spark().conf().set(COLUMNS, String.valueOf(columns));
    String path = folder.toString();
    List<Long> atEnd =
        batches(folders())
            .<Long>mapPartitions(
                batches -> {
                  batches.forEachRemaining(batch -> {});
                  return List.of(mappings(Path.of(path))).iterator();
                })
            .collect();
    if (takesColumns()) {
      assertThat(atEnd).containsExactly(columns ? 12L : 0L); // 4 files with 3 columns each
    }
  }

  @Test
  void mappingsGoWithATaskThatFails() throws IOException {
    JavaRDD<Integer> failing =
        batches(folders())
            .mapPartitions(
                batches -> {
                  batches.next();
                  throw new IOException("stop here");
                });
    assertThatThrownBy(failing::collect).hasStackTraceContaining("stop here");
  }

  @Test
  void aFileThatIsCutIsAnErrorOfTheNextBatch() throws IOException {
    Dataset<Row> numbers = numbers();
    String path = folder.resolve("n.dat").toString();
    JavaRDD<Integer> cut =
        batches(numbers)
            .mapPartitions(
                batches -> {
                  batches.next();
                  Files.write(Path.of(path), new byte[100]);
                  return List.of(batches.hasNext() ? 1 : 0).iterator();
                });
    assertThatThrownBy(cut::collect)
        .hasStackTraceContaining("n.dat: expected 4000 bytes, found 100");
  }

  @Test
  @Timeout(120)
  void mappingsGoWithATaskThatIsKilled() throws Exception {
    started = new CountDownLatch(1);
    JavaRDD<Integer> endless =
        batches(folders())
            .mapPartitions(
                batches -> {
                  int row = batches.next().numRows();
                  started.countDown();
                  new CountDownLatch(1).await(); // until Spark interrupts the task
                  return List.of(row).iterator();
                });
    SPARK.spark().sparkContext().setInterruptOnCancel(true);
    Future<List<Integer>> job = endless.collectAsync();
    started.await();
    assertThat(mappings(folder)).isPositive();
    job.cancel(true);
    while (mappings(folder) > 0) {
      Thread.sleep(10);
    }
  }
}
