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

/** Sees the jobs and tasks that Spark's scheduler runs while it is open. */
public final class JobWatch extends SparkListener implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  private final SparkContext context;
  private final List<TaskSeen> tasks = new ArrayList<>();
  private int jobs;

  private JobWatch(SparkContext context) {
    this.context = context;
  }

  public static JobWatch of(SparkSession spark) {
    JobWatch watch = new JobWatch(spark.sparkContext());
    // what is still in the queue belongs to earlier queries
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
      tasks.add(new TaskSeen(end.taskInfo().index(), updates(end)));
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

  /** Jobs started so far. */
  public int jobs() {
    drain();
    synchronized (this) {
      return jobs;
    }
  }

  /** Tasks ended so far, by partition. */
  public List<TaskSeen> tasks() {
    drain();
    synchronized (this) {
      return tasks.stream().sorted(Comparator.comparingInt(TaskSeen::partition)).toList();
    }
  }

  /** Events arrive on a thread of their own, later than the query's result. */
  private void drain() {
    try {
      context.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the listener bus does not come to rest", e);
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
