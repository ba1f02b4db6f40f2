package io.memmap.live;

import static io.memmap.live.IntArrayFile.collect;
import static io.memmap.live.IntArrayFile.multiples;
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
 * Files that are cut, replaced or deleted while a query uses them: the query fails with an error
 * that names the file, the expected length and the found one, and the JVM goes on.
 */
class CutFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 5000;
  private static final int BATCH = 1000;
  private static final String EXPECTED = "expected " + ROWS * Integer.BYTES + " bytes";

  @TempDir Path folder;

  private Path path;
  private IntArrayFile file;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("array.dat");
    file = IntArrayFile.create(path, ROWS, 1);
  }

  @AfterEach
  void theSessionStillReadsFiles() throws IOException {
    IntArrayFile another = IntArrayFile.create(folder.resolve("another.dat"), ROWS, 2);
    assertThat(collect(load(another, "mmap"))).isEqualTo(multiples(ROWS, 2));
  }

  private static Dataset<Row> load(IntArrayFile array, String access) {
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
  void aFileCutAfterPlanningFailsTheQuery(String access) throws IOException {
    Dataset<Row> array = planned(access);
    file.resize(ROWS - 1);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), EXPECTED, "found 19996");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileCutBetweenTwoCollectsFailsTheSecond(String access) throws IOException {
    Dataset<Row> array = collected(access);
    file.resize(0);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), EXPECTED, "found 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileReplacedAfterPlanningFailsTheQuery(String access) throws IOException {
    Dataset<Row> array = planned(access);
    replace(ROWS);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), "replaced", EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aShorterReplacementFailsTheNextCollect(String access) throws IOException {
    Dataset<Row> array = collected(access);
    replace(10);
    assertThat(ioMessage(array::collectAsList))
        .contains(path.toString(), "replaced", EXPECTED, "found 40 bytes");
  }

  private void replace(int rows) throws IOException {
    Path other = IntArrayFile.create(folder.resolve("other.dat"), rows, 3).path();
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileDeletedAfterPlanningFailsTheQuery(String access) throws IOException {
    Dataset<Row> array = planned(access);
    Files.delete(path);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileDeletedBetweenTwoCollectsFailsTheSecond(String access) throws IOException {
    Dataset<Row> array = collected(access);
    Files.delete(path);
    assertThat(ioMessage(array::collectAsList)).contains(path.toString(), "not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileCutBetweenTwoBatchesFailsTheTask(String access) {
    Dataset<Row> array = load(file, access);
    MidTaskEvent cut = cut(2 * BATCH);
    assertThat(ioMessage(() -> MidTaskEvent.collect(array, BATCH, cut)))
        .contains(path.toString(), EXPECTED, "found 8000");
    assertThat(path).hasSize(8000);
  }

  /**
   * Only with {@code access=read}: access to a mapped page that is cut off raises SIGBUS, which the
   * reader can't handle.
   */
  @Test
  void aFileCutDuringACopiedBatchFailsTheNextBatch() {
    Dataset<Row> array = load(file, "read");
    MidTaskEvent cut = cut(0);
    assertThat(ioMessage(() -> MidTaskEvent.collect(array, BATCH / 2, cut)))
        .contains(path.toString(), EXPECTED, "found 0");
  }

  @Test
  void aFileCutBetweenGatheredBatchesFailsTheTask() {
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
    MidTaskEvent cut = cut(ROWS - 1);
    assertThat(ioMessage(() -> MidTaskEvent.collect(arrays, BATCH, cut)))
        .contains(path.toString(), EXPECTED, "found 19996");
  }

  private MidTaskEvent cut(int rows) {
    String name = path.toString();
    return () -> new IntArrayFile(Path.of(name)).resize(rows);
  }

  @Test
  void aFileCutBetweenLoadAndPlanningIsAnError() throws IOException {
    Dataset<Row> array = load(file, "mmap");
    file.resize(ROWS - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(array::collectAsList)
        .withMessageContainingAll(path.toString(), EXPECTED, "found 19996");
  }

  @Test
  void aShorterReplacementAfterLoadIsAnError() throws IOException {
    Dataset<Row> array = load(file, "mmap");
    replace(10);
    assertThatIllegalArgumentException()
        .isThrownBy(array::count)
        .withMessageContainingAll(path.toString(), EXPECTED, "found 40");
  }
}
