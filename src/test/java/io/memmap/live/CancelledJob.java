package io.memmap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A query on another thread; each of its tasks reads one row and then waits until it is cancelled.
 */
final class CancelledJob implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** Static, because tasks get copies of all other objects; local tasks share the class. */
  private static volatile CountDownLatch reached = new CountDownLatch(0);

  private final SparkSession spark;
  private final String group = UUID.randomUUID().toString();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Future<?> query;

  private CancelledJob(SparkSession spark) {
    this.spark = spark;
  }

  /** Starts the query; returns when a task has read its first row and waits. */
  static CancelledJob start(SparkSession spark, Dataset<Row> rows) throws InterruptedException {
    reached = new CountDownLatch(1);
    CancelledJob job = new CancelledJob(spark);
    Dataset<String> waiting = rows.mapPartitions(waitAtTheFirstRow(), Encoders.STRING());
    job.query = job.thread.submit(() -> job.run(waiting));
    assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return job;
  }

  private static MapPartitionsFunction<Row, String> waitAtTheFirstRow() {
    return CancelledJob::waitForever;
  }

  private static Iterator<String> waitForever(Iterator<Row> rows) throws InterruptedException {
    assertThat(rows.hasNext()).isTrue();
    rows.next();
    reached.countDown();
    new CountDownLatch(1).await();
    throw new IllegalStateException("the latch is never opened");
  }

  private void run(Dataset<String> waiting) {
    spark.sparkContext().setJobGroup(group, "to be cancelled", true);
    waiting.collectAsList();
  }

  /** Cancels the query and returns the error that it threw. */
  Throwable cancel() throws Exception {
    spark.sparkContext().cancelJobGroup(group);
    try {
      query.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("the query was not cancelled");
  }

  @Override
  public void close() {
    if (!query.isDone()) {
      spark.sparkContext().cancelJobGroup(group);
    }
    thread.shutdownNow();
  }
}
