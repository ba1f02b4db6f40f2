package io.memmap.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All timings of a run, in the order of the contenders. */
final class Results {
  private final Map<String, Timing> timings = new LinkedHashMap<>();

  void add(Timing timing) {
    timings.put(timing.contender().id(), timing);
  }

  Optional<Timing> find(String id) {
    return Optional.ofNullable(timings.get(id));
  }

  List<Timing> all() {
    return List.copyOf(timings.values());
  }

  /** The timings of each measure. */
  Map<Measure, List<Timing>> byMeasure() {
    Map<Measure, List<Timing>> groups = new LinkedHashMap<>();
    for (Timing timing : timings.values()) {
      groups.computeIfAbsent(timing.contender().measure(), key -> new ArrayList<>()).add(timing);
    }
    return groups;
  }

  /** How many times as many bytes per second; none unless both were measured. */
  Optional<Ratio> ratio(String id, String baseline) {
    return find(id).flatMap(timing -> find(baseline).map(other -> Ratio.of(timing, other)));
  }

  /**
   * The same without the time that a query takes by itself.
   *
   * @param overhead the query on an array of next to nothing
   */
  Optional<Ratio> ratioWithout(String overhead, String id, String baseline) {
    return find(overhead)
        .flatMap(
            empty ->
                find(id)
                    .flatMap(
                        timing ->
                            find(baseline).map(other -> Ratio.of(timing.without(empty), other))));
  }

  /**
   * Speed over speed, per byte and therefore per cell.
   *
   * @param byMin of the fastest runs
   * @param byMedian of the median runs
   */
  record Ratio(double byMin, double byMedian) {
    static Ratio of(Timing timing, Timing baseline) {
      return new Ratio(
          timing.bytesPerSecondAtBest() / baseline.bytesPerSecondAtBest(),
          timing.bytesPerSecond() / baseline.bytesPerSecond());
    }
  }
}
