package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that follow one raw file. */
class OneFileStreamTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final Map<String, String> PAIRS = Map.of("dtype", "int32", "shape", "-1,2");

  @TempDir Path folder;
  private GrowingFile file;
  private FollowedQuery query;

  @BeforeEach
  void name() {
    file = new GrowingFile(folder.resolve("a.dat"));
    query = new FollowedQuery(SPARK.spark(), folder.resolve("checkpoint"));
  }

  private static Map<String, String> with(String... more) {
    Map<String, String> options = new HashMap<>(PAIRS);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private List<Integer> read(String... options) throws Exception {
    Dataset<Row> stream = query.load(file.path(), with(options));
    return GrowingFile.elements(query.readAvailable(stream));
  }

  private String failure(String... options) throws Exception {
    return query.failure(query.load(file.path(), with(options)));
  }

  @Test
  void readsWholeRowsOnce() throws Exception {
    file.appendRows(3).appendBytes(5);
    assertThat(read()).isEqualTo(file.wholeRows()).hasSize(6);
    file.appendBytes(3);
    assertThat(read()).isEqualTo(file.wholeRows()).hasSize(8);
    assertThat(read()).hasSize(8);
    file.appendRows(2);
    assertThat(read()).isEqualTo(file.wholeRows()).hasSize(12);
    assertThat(query.batches()).hasSize(3);
  }

  @Test
  void waitsForTheFirstRow() throws Exception {
    Files.createFile(file.path());
    assertThat(read()).isEmpty();
    assertThat(query.batches()).isEmpty();
    file.appendBytes(7);
    assertThat(read()).isEmpty();
    file.appendBytes(1);
    assertThat(read()).containsExactly(0, 1);
  }

  @Test
  void aBatchReadStillRefusesATornRow() throws IOException {
    file.appendBytes(9);
    assertThatThrownBy(
            () -> SPARK.spark().read().format("memmap").options(PAIRS).load("" + file.path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is not a multiple");
  }

  @Test
  void aBatchReadRefusesOptionsOfStreams() throws IOException {
    file.appendRows(2);
    Map<String, String> options = with("maxRowsPerTrigger", "1");
    assertThatThrownBy(
            () -> SPARK.spark().read().format("memmap").options(options).load("" + file.path()))
        .hasMessage(
            "option maxRowsPerTrigger='1': says how a stream follows files; leave it out, or read"
                + " with spark.readStream");
  }

  @Test
  void limitsTheRowsOfATrigger() throws Exception {
    file.appendRows(10);
    assertThat(read("maxRowsPerTrigger", "3")).isEqualTo(file.wholeRows());
    assertThat(query.batches().values()).extracting(List::size).containsExactly(3, 3, 3, 1);
  }

  @Test
  @SuppressWarnings("deprecation") // jobs use it still
  void onceReadsAllInOneBatch() throws Exception {
    file.appendRows(10);
    Dataset<Row> stream = query.load(file.path(), with("maxRowsPerTrigger", "3"));
    query.start(stream, Trigger.Once()).awaitTermination();
    assertThat(query.batches().values()).extracting(List::size).containsExactly(10);
  }

  @Test
  void readsNoFurtherThanToWhatWasThereAtTheStart() throws Exception {
    file.appendRows(4);
    Dataset<Row> stream = query.load(file.path(), with("maxRowsPerTrigger", "2"));
    query.whenBatchEnds(id -> file.appendRows(1));
    assertThat(query.readAvailable(stream)).hasSize(4);
    assertThat(query.readAvailable(stream)).hasSize(6);
  }

  @Test
  void followsWhileRowsCome() throws Exception {
    file.appendRows(1);
    Dataset<Row> stream = query.load(file.path(), PAIRS);
    StreamingQuery running = query.start(stream, Trigger.ProcessingTime(0));
    for (int i = 0; i < 20; i++) {
      file.appendBytes(5 + i);
      running.processAllAvailable();
      assertThat(GrowingFile.elements(query.rows())).isEqualTo(file.wholeRows());
    }
    running.stop();
  }

  @Test
  void beginsWithTheRowThatIsAskedFor() throws Exception {
    file.appendRows(5);
    assertThat(read("startingRow", "3")).containsExactly(6, 7, 8, 9);
    file.appendRows(1);
    assertThat(read("startingRow", "0")).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void beginsWithTheNextRow() throws Exception {
    file.appendRows(5);
    assertThat(read("startingRow", "latest")).isEmpty();
    file.appendRows(1);
    assertThat(read("startingRow", "latest")).containsExactly(10, 11);
  }

  @Test
  void cannotBeginAfterTheLastRow() throws Exception {
    file.appendRows(5);
    assertThat(failure("startingRow", "6"))
        .contains(
            "option startingRow='6': the files have 5 rows; give a row from 0 to 5, or latest for"
                + " those that come next");
  }

  @Test
  void aReplacedFileStopsTheQuery() throws Exception {
    file.appendRows(3);
    read();
    Path other = new GrowingFile(folder.resolve("b"), 100).appendRows(4).path();
    Files.move(other, file.path(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(failure())
        .contains(
            "file "
                + file.path()
                + ": replaced by another file since the stream read it, the"
                + " checkpoint has 3 rows of inode ")
        .contains(", found 4 rows of inode ")
        .contains("failOnDataLoss=false");
    assertThat(read("failOnDataLoss", "false"))
        .containsExactly(0, 1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105, 106, 107);
  }

  @Test
  void aShorterFileStopsTheQuery() throws Exception {
    file.appendRows(3);
    read();
    file.cutToRows(1);
    assertThat(failure())
        .contains("became shorter since the stream read it, the checkpoint has 3 rows, found 1;");
    assertThat(read("failOnDataLoss", "false")).hasSize(6);
    file.appendRows(1);
    assertThat(read("failOnDataLoss", "false")).containsExactly(0, 1, 2, 3, 4, 5, 2, 3);
  }

  @Test
  void aDeletedFileStopsTheQuery() throws Exception {
    file.appendRows(3);
    Dataset<Row> stream = query.load(file.path(), PAIRS);
    query.readAvailable(stream);
    Files.delete(file.path());
    assertThat(query.failure(stream))
        .contains("the checkpoint has 3 rows of it, found no file; put it back");
  }

  @Test
  void aCheckpointOfAnotherFileIsRefused() throws Exception {
    file.appendRows(3);
    read();
    GrowingFile other = new GrowingFile(folder.resolve("b.dat")).appendRows(1);
    assertThat(query.failure(query.load(other.path(), PAIRS)))
        .contains("it is of a stream that read " + file.path())
        .contains("found a query that reads " + other.path());
  }

  @Test
  void aCheckpointOfOtherRowsIsRefused() throws Exception {
    file.appendRows(4);
    read();
    assertThat(failure("shape", "-1,4"))
        .contains("it counts rows of dtype <i4, shape (-1, 2), found dtype <i4, shape (-1, 4)");
  }

  @Test
  void twoStreamsOfOneFileAreIndependent() throws Exception {
    file.appendRows(3);
    FollowedQuery second = new FollowedQuery(SPARK.spark(), folder.resolve("second"));
    assertThat(read()).hasSize(6);
    assertThat(second.readAvailable(second.load(file.path(), PAIRS))).hasSize(3);
  }

  @Test
  void aBatchThatFailedHasTheSameRowsAgain() throws Exception {
    file.appendRows(3);
    query.whenBatchEnds(
        id -> {
          throw new IOException("the sink is full");
        });
    assertThat(failure("startingRow", "1")).contains("the sink is full");
    file.appendRows(3);
    query.whenBatchEnds(id -> {});
    read("startingRow", "1");
    assertThat(query.batches().values()).extracting(List::size).containsExactly(2, 3);
    assertThat(GrowingFile.elements(query.rows()))
        .isEqualTo(IntStream.range(2, 12).boxed().toList());
  }

  /** A batch is in the log, and its rows are lost before it is repeated. */
  @Test
  void aBatchThatCannotBeRepeatedStopsTheQuery() throws Exception {
    file.appendRows(3);
    query.whenBatchEnds(
        id -> {
          throw new IOException("the sink is full");
        });
    failure();
    Path other = new GrowingFile(folder.resolve("b"), 100).appendRows(4).path();
    Files.move(other, file.path(), StandardCopyOption.REPLACE_EXISTING);
    query.whenBatchEnds(id -> {});
    query.batches().clear();
    assertThat(failure())
        .contains("replaced by another file since the stream read it, the checkpoint has 3 rows");
    assertThat(read("failOnDataLoss", "false"))
        .isEqualTo(IntStream.range(100, 108).boxed().toList());
  }

  @Test
  void rowsThatAreCutOffBeforeABatchIsRepeatedAreLost() throws Exception {
    file.appendRows(3);
    query.whenBatchEnds(
        id -> {
          throw new IOException("the sink is full");
        });
    failure();
    file.cutToRows(2);
    query.whenBatchEnds(id -> {});
    query.batches().clear();
    assertThat(failure()).contains("the checkpoint has 3 rows, found 2;");
    assertThat(read("failOnDataLoss", "false")).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aLostFileIsLoggedAndWaitedFor() throws Exception {
    file.appendRows(3);
    read();
    Files.delete(file.path());
    Dataset<Row> stream =
        query.load(folder, with("failOnDataLoss", "false", "pathGlobFilter", "a*"));
    assertThat(GrowingFile.elements(query.readAvailable(stream))).hasSize(6);
  }

  @Test
  void aDamagedCheckpointIsAnError() throws Exception {
    file.appendRows(3);
    read();
    Path offsets = folder.resolve("checkpoint/offsets/0");
    Files.writeString(offsets, Files.readString(offsets).replace("\"version\":1", "\"version\":9"));
    Files.deleteIfExists(offsets.resolveSibling(".0.crc"));
    assertThat(failure()).contains("has version 9, expected 1");
  }

  @Test
  void showsHowFarItIsBehind() throws Exception {
    file.appendRows(10);
    Dataset<Row> stream = query.load(file.path(), with("maxRowsPerTrigger", "4"));
    StreamingQuery running = query.start(stream, Trigger.AvailableNow());
    running.awaitTermination();
    assertThat(running.recentProgress()[0].numInputRows()).isEqualTo(4);
    assertThat(running.recentProgress()[0].sources()[0].metrics())
        .isEqualTo(Map.of("latestRows", "10", "rowsBehind", "6", "filesBehind", "1"));
    assertThat(running.recentProgress()[0].sources()[0].description())
        .isEqualTo("memmap stream of " + file.path());
    assertThat(running.recentProgress()[0].sources()[0].latestOffset())
        .contains("\"rows\":10,\"fileCount\":1");
  }
}
