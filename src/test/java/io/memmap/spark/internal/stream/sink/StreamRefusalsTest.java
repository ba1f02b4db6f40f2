package io.memmap.spark.internal.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that are refused before any task starts. Each message says what works instead. */
class StreamRefusalsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path made;

  private StreamFiles files;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    files = new StreamFiles(SPARK.spark(), made.toRealPath());
    files.add(0, 3);
    file = made.toRealPath().resolve("a.npy");
  }

  private void run(Dataset<Row> rows, String outputMode, Map<String, String> options)
      throws Exception {
    StreamFiles.run(files.into(rows).outputMode(outputMode).options(options), file);
  }

  private Dataset<Row> counts() {
    return files.rows().groupBy("a").count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dtpye | int64 | append | option 'dtpye' is not known to memmap; did you mean 'dtype'?",
        "slice | 0:1 | append | option slice='0:1': says how files are read",
        "mode | w+ | append | option mode='w+': does not go with output mode append",
        "mode | r+ | append | option mode='r+': which rows of the array are meant?",
        "mode | r+ | complete | option mode='r+': does not go with output mode complete",
        "shape | 3,2 | append | option shape='(3, 2)': an array that a stream appends to gets"
            + " longer",
        "layout | cells | append | option layout='cells': elements are not appended",
        "asyncProgressTrackingEnabled | true | append | async",
      })
  void options(String option, String value, String outputMode, String message) {
    Dataset<Row> rows = outputMode.equals("complete") ? counts() : files.rows();
    assertThatThrownBy(() -> run(rows, outputMode, Map.of(option, value)))
        .hasMessageContaining(message);
    assertThat(file).doesNotExist();
  }

  /** Spark asks for an interface of its own insides before it passes rows of this mode. */
  @Test
  void updateMode() {
    assertThatThrownBy(() -> run(counts(), "update", Map.of()))
        .hasMessageContaining("memmap " + file + " does not support Update mode.");
  }

  @Test
  void rowsInPlaceOfAFileThatIsMissing() {
    assertThatThrownBy(
            () ->
                run(
                    files.rows().selectExpr("a as i", "a", "b"),
                    "append",
                    Map.of("mode", "r+", "rowIndex", "i")))
        .hasMessageContaining("file " + file + ": ");
  }

  @Test
  void otherFileSystems() throws IOException {
    Path store = Files.createDirectories(made.resolve("store"));
    SPARK
        .spark()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.faulty.impl", FaultyFileSystem.class.getName());
    String remote = "faulty://host" + store.resolve("a.npy");
    assertThatThrownBy(() -> files.into(files.rows()).start(remote).awaitTermination())
        .hasMessageContaining("a stream does not add rows to files of 'faulty'")
        .hasMessageContaining("foreachBatch");
  }

  @Test
  void continuousProcessing() throws Exception {
    Dataset<Row> rate =
        SPARK.spark().readStream().format("rate").load().selectExpr("value as a", "value as b");
    assertThatThrownBy(
            () -> StreamFiles.run(files.into(rate).trigger(Trigger.Continuous("1 second")), file))
        .hasStackTraceContaining("Trigger.Continuous is not supported");
  }

  /** Tables that are read by path are not written by statements either. */
  @Test
  void insertsIntoAView() throws Exception {
    Files.write(file, StreamFiles.npy());
    SPARK.spark().read().format("memmap").load(file.toString()).createOrReplaceTempView("v");
    assertThatThrownBy(() -> SPARK.spark().sql("INSERT INTO v VALUES (1L)"))
        .hasMessageContaining("append");
  }
}
