package io.memmap.live;

import static io.memmap.live.IntArrayFile.collect;
import static io.memmap.live.IntArrayFile.multiples;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes that other programs may make to a file while Spark reads it: write values, append,
 * replace and delete.
 */
class LiveFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 5000;
  private static final int BATCH = 1000;

  @TempDir Path folder;

  private Path path;
  private IntArrayFile file;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("array.dat");
    file = IntArrayFile.create(path, ROWS, 1);
  }

  private Dataset<Row> read(String access) {
    return file.load(SPARK.spark(), access, BATCH);
  }

  private static List<Integer> with(List<Integer> values, int row, int value) {
    List<Integer> changed = new ArrayList<>(values);
    changed.set(row, value);
    return changed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void theNextCollectSeesValuesWrittenInPlace(String access) throws IOException {
    Dataset<Row> array = read(access);
    assertThat(collect(array)).isEqualTo(multiples(ROWS, 1));

    file.set(1234, -7);

    assertThat(collect(array)).isEqualTo(with(multiples(ROWS, 1), 1234, -7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aTaskSeesValuesWrittenAheadOfItsPosition(String access) {
    String name = path.toString();
    List<Integer> seen =
        MidTaskEvent.collect(
            read(access), BATCH, () -> new IntArrayFile(Path.of(name)).set(ROWS - 1, -7));
    assertThat(seen).isEqualTo(with(multiples(ROWS, 1), ROWS - 1, -7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aDatasetReadsAGrownFileToItsOldEnd(String access) throws IOException {
    Dataset<Row> array = read(access);
    assertThat(collect(array)).hasSize(ROWS);

    file.resize(ROWS + 10);

    assertThat(collect(array)).isEqualTo(multiples(ROWS, 1));
    assertThat(array.count()).isEqualTo(ROWS);
    assertThat(collect(array.select("value"))).isEqualTo(multiples(ROWS, 1));
    assertThat(collect(read(access))).hasSize(ROWS + 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileMayGrowWhileItIsRead(String access) {
    String name = path.toString();
    List<Integer> seen =
        MidTaskEvent.collect(
            read(access), BATCH, () -> new IntArrayFile(Path.of(name)).resize(3 * ROWS));
    assertThat(seen).isEqualTo(multiples(ROWS, 1));
    assertThat(path).hasSize(3L * ROWS * Integer.BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void bytesAfterTheArrayMayBeCutOff(String access) throws IOException {
    Dataset<Row> array =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("shape", ROWS - 10)
            .option("access", access)
            .load(path.toString());
    assertThat(collect(array)).hasSize(ROWS - 10);

    file.resize(ROWS - 10);

    assertThat(collect(array)).isEqualTo(multiples(ROWS - 10, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aTaskReadsItsOpenFileAfterAReplacement(String access) throws IOException {
    Path other = IntArrayFile.create(folder.resolve("other.dat"), ROWS, 3).path();
    String from = other.toString();
    String to = path.toString();
    List<Integer> seen =
        MidTaskEvent.collect(
            read(access),
            BATCH,
            () -> Files.move(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING));
    assertThat(seen).isEqualTo(multiples(ROWS, 1));
    assertThat(collect(read(access))).isEqualTo(multiples(ROWS, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aTaskReadsItsOpenFileAfterADeletion(String access) {
    String name = path.toString();
    List<Integer> seen =
        MidTaskEvent.collect(read(access), BATCH, () -> Files.delete(Path.of(name)));
    assertThat(seen).isEqualTo(multiples(ROWS, 1));
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFileMayBeRenamedAndDeletedRightAfterAQuery(String access) throws IOException {
    assertThat(collect(read(access))).hasSize(ROWS);
    Path renamed = Files.move(path, folder.resolve("renamed.dat"));
    Files.delete(renamed);
    assertThat(folder).isEmptyDirectory();
  }

  /** {@code load} fixes dtype and shape; each query looks the path up again. */
  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aQueryPlannedAfterTheReplacementReadsTheNewFile(String access) throws IOException {
    Dataset<Row> loaded = read(access);
    Path longer = IntArrayFile.create(folder.resolve("longer.dat"), ROWS + 10, 3).path();
    Files.move(longer, path, StandardCopyOption.ATOMIC_MOVE);
    assertThat(collect(loaded)).isEqualTo(multiples(ROWS, 3));
  }
}
