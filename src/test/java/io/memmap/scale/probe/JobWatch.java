package io.memmap.scale.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.collection.Iterator;

/** Records the jobs and tasks that Spark's scheduler runs until this watch is closed. */
public final class JobWatch extends SparkListener implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  private final SparkContext context;
  private final List<FinishedTask> tasks = new ArrayList<>();
  private int jobs;

  private JobWatch(SparkContext context) {
    this.context = context;
  }

  public static JobWatch of(SparkSession spark) {
    JobWatch watch = new JobWatch(spark.sparkContext());
    // events still in the queue belong to earlier queries
    watch.drain();
    watch.context.addSparkListener(watch);
    return watch;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    jobs++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful()) {
      tasks.add(new FinishedTask(end.taskInfo().index(), updates(end)));
    }
  }

  private static Map<String, Long> updates(SparkListenerTaskEnd end) {
    Map<String, Long> values = new HashMap<>();
    Iterator<AccumulableInfo> infos = end.taskInfo().accumulables().iterator();
    while (infos.hasNext()) {
      AccumulableInfo info = infos.next();
      if (info.update().isDefined() && info.update().get() instanceof Long value) {
        values.merge(info.name().get(), value, Long::sum);
      }
    }
    return values;
  }

  /** The number of jobs started since this watch was made. */
  public int jobs() {
    drain();
    synchronized (this) {
      return jobs;
    }
  }

  /** The successful tasks since this watch was made, in the order of their partitions. */
  public List<FinishedTask> tasks() {
    drain();
    synchronized (this) {
      return tasks.stream().sorted(Comparator.comparingInt(FinishedTask::partition)).toList();
    }
  }

  /** Waits for events, which arrive on another thread and later than the query's result. */
  private void drain() {
    try {
      context.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the listener bus did not become empty", e);
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
