package io.memmap.spark.internal.stream.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A streaming query whose rows a test looks at, batch by batch. It can be started again. */
final class FollowedQuery {
  private final SparkSession spark;
  private final Path checkpoint;
  private final Map<Long, List<Row>> batches = Collections.synchronizedMap(new TreeMap<>());

  private final Semaphore ended = new Semaphore(0);
  private BatchEnd atEnd = id -> {};

  /** What a test does after the rows of a batch were read. */
  interface BatchEnd {
    void of(long id) throws IOException;
  }

  FollowedQuery(SparkSession spark, Path checkpoint) {
    this.spark = spark;
    this.checkpoint = checkpoint;
  }

  /** Loads a path as a stream. */
  Dataset<Row> load(Path path, Map<String, String> options) {
    return spark.readStream().format("memmap").options(options).load(path.toString());
  }

  /** Reads all that is there, and ends. */
  List<Row> readAvailable(Dataset<Row> stream) throws Exception {
    StreamingQuery query = start(stream, Trigger.AvailableNow());
    query.awaitTermination();
    return rows();
  }

  /**
   * Starts a query. A batch that is repeated takes the place of its first run, as a sink that
   * writes each batch once has it.
   */
  @SuppressWarnings("serial") // Spark calls the function in this JVM
  StreamingQuery start(Dataset<Row> stream, Trigger trigger) throws TimeoutException {
    return stream
        .writeStream()
        .option("checkpointLocation", checkpoint.toString())
        .trigger(trigger)
        .foreachBatch((Dataset<Row> rows, Long id) -> write(rows, id))
        .start();
  }

  private void write(Dataset<Row> rows, long id) {
    batches.put(id, rows.collectAsList());
    ended.release();
    try {
      atEnd.of(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void whenBatchEnds(BatchEnd action) {
    atEnd = action;
  }

  /** The message of the error that ends a query that reads all that is there. */
  String failure(Dataset<Row> stream) throws Exception {
    StreamingQuery query = start(stream, Trigger.AvailableNow());
    try {
      query.awaitTermination();
    } catch (StreamingQueryException e) {
      return e.getMessage();
    }
    throw new AssertionError("the query read " + batches);
  }

  /** The rows of all batches, in their order. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    batches.values().forEach(rows::addAll);
    return rows;
  }

  /** Waits until a further batch has been read, or the query has ended. */
  void awaitBatch(StreamingQuery running) throws InterruptedException {
    while (running.isActive() && !ended.tryAcquire(10, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  Map<Long, List<Row>> batches() {
    return batches;
  }
}
