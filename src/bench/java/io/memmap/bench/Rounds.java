package io.memmap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.SparkContext;

/** Runs the contenders in turns, so that a change of the machine's speed affects all of them. */
final class Rounds {
  private static final double NANOS = 1e9;

  private final SparkContext spark;
  private final Check answers;
  private final Progress progress;

  Rounds(SparkContext spark, Check answers, Progress progress) {
    this.spark = spark;
    this.answers = answers;
    this.progress = progress;
  }

  /**
   * Times every contender. Untimed rounds before that fill the page cache, make HotSpot compile the
   * code, that of Spark's driver too, and record the executed plans.
   */
  Results of(List<Contender> contenders, BenchOptions options) throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (Contender contender : contenders) {
      entries.add(new Entry(contender, contender.preparation().prepare()));
    }
    warmUp(entries, options.warmup().toNanos() / NANOS);
    int count = options.rounds();
    for (int round = 1; round <= count; round++) {
      progress.say("round %d of %d", round, count);
      for (Entry entry : entries) {
        System.gc(); // so that no run collects the garbage of the run before it
        entry.seconds.add(seconds(entry));
      }
    }
    Results results = new Results();
    for (Entry entry : entries) {
      results.add(new Timing(entry.contender, entry.plan, Statistics.of(entry.seconds)));
    }
    return results;
  }

  private void warmUp(List<Entry> entries, double seconds) throws Exception {
    progress.say("warm-up, untimed");
    for (Entry entry : entries) {
      entry.plan = plan(entry);
    }
    while (entries.stream().anyMatch(entry -> entry.warm < seconds)) {
      for (Entry entry : entries) {
        entry.warm += entry.warm < seconds ? seconds(entry) : 0;
      }
    }
  }

  private ExecutedPlan plan(Entry entry) throws Exception {
    PlanProbe probe = PlanProbe.watch(spark);
    seconds(entry);
    return probe.seen();
  }

  private double seconds(Entry entry) throws Exception {
    long start = System.nanoTime();
    OptionalDouble answer = entry.run.run();
    long end = System.nanoTime();
    answers.check(entry.contender, answer);
    entry.run.afterwards();
    return (end - start) / NANOS;
  }

  /** Checks the answer of a contender. */
  @FunctionalInterface
  interface Check {
    void check(Contender contender, OptionalDouble answer) throws Exception;
  }

  private static final class Entry {
    final Contender contender;
    final Contender.Run run;
    final List<Double> seconds = new ArrayList<>();

    /** Seconds of the untimed runs after the first one, which may have to page the file in. */
    double warm;

    ExecutedPlan plan = ExecutedPlan.NONE;

    Entry(Contender contender, Contender.Run run) {
      this.contender = contender;
      this.run = run;
    }
  }
}
