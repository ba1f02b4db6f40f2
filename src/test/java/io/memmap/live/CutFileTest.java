package io.memmap.live;

import static io.memmap.live.IntArray.collect;
import static io.memmap.live.IntArray.multiples;
import static io.memmap.scale.probe.Failures.ioMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are cut, replaced or deleted behind Spark's back fail the query, with an error that
 * names the file, what was expected and what was found; never the JVM.
 */
class CutFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 5000;
  private static final int BATCH = 1000;
  private static final String EXPECTED = "expected " + ROWS * Integer.BYTES + " bytes";

  @TempDir Path folder;

  private Path path;
  private IntArray file;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("array.dat");
    file = IntArray.create(path, ROWS, 1);
  }

  @AfterEach
  void theSessionLives() throws IOException {
    IntArray another = IntArray.create(folder.resolve("another.dat"), ROWS, 2);
    assertThat(collect(load(another, "mmap"))).isEqualTo(multiples(ROWS, 2));
  }

  private static Dataset<Row> load(IntArray array, String access) {
    return array.load(SPARK.spark(), access, BATCH);
  }

  private Dataset<Row> planned(String access) {
    Dataset<Row> array = load(file, access);
    assertThat(array.queryExecution().executedPlan().toString()).contains("BatchScan");
    return array;
  }

  private Dataset<Row> collected(String access) {
    Dataset<Row> array = load(file, access);
    assertThat(collect(array)).isEqualTo(multiples(ROWS, 1));
    return array;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void cutBetweenPlanningAndExecution(String access) throws IOException {
    Dataset<Row> array = planned(access);
    file.resize(ROWS - 1);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), EXPECTED, "found 19996");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void cutBetweenTwoCollects(String access) throws IOException {
    Dataset<Row> array = collected(access);
    file.resize(0);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), EXPECTED, "found 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void replacedBetweenPlanningAndExecution(String access) throws IOException {
    Dataset<Row> array = planned(access);
    replace(ROWS);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), "replaced", EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void replacedByAShorterFileBetweenTwoCollects(String access) throws IOException {
    Dataset<Row> array = collected(access);
    replace(10);
    assertThat(ioMessage(array::collectAsList))
        .contains(path.toString(), "replaced", EXPECTED, "found 40 bytes");
  }

  private void replace(int rows) throws IOException {
    Path other = IntArray.create(folder.resolve("other.dat"), rows, 3).path();
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void deletedBetweenPlanningAndExecution(String access) throws IOException {
    Dataset<Row> array = planned(access);
    Files.delete(path);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void deletedBetweenTwoCollects(String access) throws IOException {
    Dataset<Row> array = collected(access);
    Files.delete(path);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), "not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void cutBetweenTwoBatches(String access) {
    Dataset<Row> array = load(file, access);
    InTask cut = cut(2 * BATCH);
    assertThat(ioMessage(() -> InTask.collect(array, BATCH, cut)))
        .contains(path.toString(), EXPECTED, "found 8000");
    assertThat(path).hasSize(8000);
  }

  /** Nobody can help a mapping whose file is cut within a batch; copies don't care. */
  @Test
  void cutWithinABatchThatWasCopied() {
    Dataset<Row> array = load(file, "read");
    InTask cut = cut(0);
    assertThat(ioMessage(() -> InTask.collect(array, BATCH / 2, cut)))
        .contains(path.toString(), EXPECTED, "found 0");
  }

  @Test
  void cutBetweenTwoBatchesOfGatheredRows() {
    Dataset<Row> arrays =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("shape", ROWS / 2 + ",2")
            .option("order", "F")
            .option("layout", "array")
            .option("numPartitions", 1)
            .option("batchRows", BATCH)
            .load(path.toString())
            .selectExpr("value[1]");
    InTask cut = cut(ROWS - 1);
    assertThat(ioMessage(() -> InTask.collect(arrays, BATCH, cut)))
        .contains(path.toString(), EXPECTED, "found 19996");
  }

  private InTask cut(int rows) {
    String name = path.toString();
    return () -> new IntArray(Path.of(name)).resize(rows);
  }

  @Test
  void cutBetweenLoadAndPlanning() throws IOException {
    Dataset<Row> array = load(file, "mmap");
    file.resize(ROWS - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(array::collectAsList)
        .withMessageContainingAll(path.toString(), EXPECTED, "found 19996");
  }

  @Test
  void replacedByAShorterFileBetweenLoadAndPlanning() throws IOException {
    Dataset<Row> array = load(file, "mmap");
    replace(10);
    assertThatIllegalArgumentException()
        .isThrownBy(array::count)
        .withMessageContainingAll(path.toString(), EXPECTED, "found 40");
  }
}
