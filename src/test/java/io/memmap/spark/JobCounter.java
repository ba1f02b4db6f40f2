package io.memmap.spark;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts the jobs that Spark starts. */
public final class JobCounter extends SparkListener implements AutoCloseable {
  private final SparkContext context;
  private final AtomicInteger started = new AtomicInteger();

  public JobCounter(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  /** Jobs started since this counter was made. */
  public int started() throws TimeoutException {
    context.listenerBus().waitUntilEmpty();
    return started.get();
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    started.incrementAndGet();
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
