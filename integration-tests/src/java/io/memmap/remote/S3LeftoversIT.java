package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limited, failed and cancelled queries leave no thread, and no open stream, which would hold a
 * connection. The bucket's client has so few that a few leaked ones would end all later reads.
 */
final class S3LeftoversIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final String ROOT = "s3a://" + S3Server.FEW_CONNECTIONS;
  private static final int ROWS = 6 << 20;
  private static final int CONNECTIONS = 6;
  private static final int QUERIES = 3 * CONNECTIONS;

  @TempDir static Path local;

  @BeforeAll
  static void putArray() throws IOException {
    String bucket = "fs.s3a.bucket." + S3Server.FEW_CONNECTIONS + ".";
    S3.configuration().set(bucket + "connection.maximum", Integer.toString(CONNECTIONS));
    S3.configuration().set(bucket + "connection.acquisition.timeout", "5s");
    S3.configuration().set(bucket + "input.stream.type", "classic");
    Path file = NpyFile.write(local.resolve("a.npy"), ROWS, 1, Order.C, 0);
    fileSystem()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(file.toUri()),
            new org.apache.hadoop.fs.Path(ROOT + "/a.npy"));
  }

  private static FileSystem fileSystem() throws IOException {
    return new org.apache.hadoop.fs.Path(ROOT + "/").getFileSystem(S3.configuration());
  }

  private static Dataset<Row> array() {
    return S3.spark().read().format("memmap").load(ROOT + "/a.npy");
  }

  /** A whole read, so that the client has all of its connections. */
  @BeforeEach
  void readAll() {
    assertThat(array().where("_c0 % 2 >= 0").count()).isEqualTo(ROWS);
  }

  private void assertNothingIsLeft() throws InterruptedException {
    Set<String> more = ownThreads();
    for (int i = 0; i < 100 && !more.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(50); // of a cancelled task, which ends soon
      more = ownThreads();
    }
    assertThat(more).isEmpty();
    assertThat(array().where("_c0 % 2 >= 0").count()).isEqualTo(ROWS);
  }

  /** The connector's threads. */
  private static Set<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("memmap-"))
        .collect(Collectors.toSet());
  }

  @Test
  void nothingIsLeftOfLimitedQueries() throws Exception {
    for (int i = 0; i < QUERIES; i++) {
      // within the first window, and after several
      String rows = i % 2 == 0 ? "rand() >= 0" : "rand() >= 0 and _c0 > 2200000";
      assertThat(array().where(rows).limit(3).collectAsList()).hasSize(3);
    }
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfFailedQueries() throws Exception {
    for (int i = 0; i < QUERIES; i++) {
      Dataset<Row> failing = array().selectExpr("if(_c0 = 100000, raise_error('stop'), _c0) as v");
      assertThatThrownBy(() -> failing.write().format("noop").mode("overwrite").save())
          .hasStackTraceContaining("stop");
    }
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfCancelledQueries() throws Exception {
    SparkContext context = S3.spark().sparkContext();
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < QUERIES; i++) {
        String group = "cancelled-" + i;
        CountDownLatch begun = new CountDownLatch(1);
        Future<Long> query =
            beside.submit(
                () -> {
                  context.setJobGroup(group, "to be cancelled", true);
                  begun.countDown();
                  return array().where("_c0 % 2 >= 0").count();
                });
        begun.await();
        TimeUnit.MILLISECONDS.sleep(20L * (i % 10)); // in another state each time
        context.cancelJobGroup(group);
        try {
          query.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException cancelled) {
          assertThat(cancelled).hasStackTraceContaining("cancelled");
        }
      }
    } finally {
      beside.shutdown();
    }
    assertNothingIsLeft();
  }
}
