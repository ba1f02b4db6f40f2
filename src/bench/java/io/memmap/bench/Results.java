package io.memmap.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timings of all contenders, in the order of the contenders. */
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

  /** The timings grouped by measure. */
  Map<Measure, List<Timing>> byMeasure() {
    Map<Measure, List<Timing>> groups = new LinkedHashMap<>();
    for (Timing timing : timings.values()) {
      groups.computeIfAbsent(timing.contender().measure(), key -> new ArrayList<>()).add(timing);
    }
    return groups;
  }

  /** The ratio of bytes per second; empty unless both contenders were measured. */
  Optional<Ratio> ratio(String id, String baseline) {
    return find(id).flatMap(timing -> find(baseline).map(other -> Ratio.of(timing, other)));
  }

  /**
   * Like {@link #ratio}, but the time of the {@code overhead} query is subtracted from the time of
   * {@code id}.
   *
   * @param overhead id of the query on an array of one row
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
   * A ratio of speeds in bytes per second.
   *
   * @param byMin ratio of the fastest runs
   * @param byMedian ratio of the median runs
   */
  record Ratio(double byMin, double byMedian) {
    static Ratio of(Timing timing, Timing baseline) {
      return new Ratio(
          timing.bytesPerSecondAtBest() / baseline.bytesPerSecondAtBest(),
          timing.bytesPerSecond() / baseline.bytesPerSecond());
    }
  }
}
