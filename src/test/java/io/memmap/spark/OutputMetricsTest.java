package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Spark's output metrics of tasks, as a listener sums them up. */
class OutputMetricsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @Test
  void rowsAndBytesAreSparksOutput() throws Exception {
    AtomicLong records = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            records.addAndGet(end.taskMetrics().outputMetrics().recordsWritten());
            bytes.addAndGet(end.taskMetrics().outputMetrics().bytesWritten());
          }
        };
    SparkContext context = SPARK.spark().sparkContext();
    context.addSparkListener(listener);
    try {
      SPARK
          .spark()
          .range(0, 1000, 1, 4)
          .write()
          .format("memmap")
          .save(folder.resolve("a.npy").toString());
      context.listenerBus().waitUntilEmpty();
    } finally {
      context.removeSparkListener(listener);
    }
    assertThat(records).hasValue(1000);
    assertThat(bytes).hasValue(8000);
  }
}
