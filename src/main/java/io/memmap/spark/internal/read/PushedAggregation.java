package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.VectorFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;

/**
 * The aggregation that a scan computes instead of showing rows. Its results are whole if one task
 * reads all rows: then Spark need neither shuffle nor aggregate them.
 */
final class PushedAggregation {
  private final AggregateTranslator translator;
  private final List<ScanColumn> known;
  private final ArraySources sources;
  private final VectorFactory vectors;
  private final Tasks tasks;

  /** What Spark computes averages of from a sum and a count. */
  private final Set<String> averages = new HashSet<>();

  /** The aggregation that Spark last asked about, if its results are whole. */
  private Optional<Accepted> whole = Optional.empty();

  /** Whether Spark can't combine partial results of that aggregation. */
  private boolean mustBeWhole;

  /** What was pushed down; that of {@code SELECT DISTINCT} has groups but no function. */
  private Optional<Accepted> pushed = Optional.empty();

  /** Groups and functions. */
  private record Accepted(List<GroupKey> groups, List<Aggregate> aggregates) {}

  /** How many tasks read the rows for groups and functions. */
  interface Tasks {
    int of(List<GroupKey> groups, List<Aggregate> aggregates);
  }

  /**
   * Begins without an aggregation.
   *
   * @param known stored columns, indices and metadata columns
   */
  PushedAggregation(
      List<ScanColumn> known, ArraySources sources, VectorFactory vectors, Tasks tasks) {
    this.translator = new AggregateTranslator(known);
    this.known = known;
    this.sources = sources;
    this.vectors = vectors;
    this.tasks = tasks;
  }

  /**
   * Notes what averages are asked for of. Only the first aggregation that Spark asks about tells
   * which sums belong to averages.
   */
  void noteAverages(Aggregation asked) {
    averages.addAll(AggregateTranslator.averages(asked));
  }

  /**
   * Whether the results of an aggregation are whole.
   *
   * @param rows of all arrays
   */
  boolean isWhole(Aggregation asked, long rows) {
    mustBeWhole = !AggregateTranslator.hasPartialResults(asked);
    whole = translator.whole(asked, rows).flatMap(functions -> whole(asked, functions, rows));
    if (whole.isEmpty() && mustBeWhole) {
      PushdownLog.aggregate(asked, "its partial results can't be combined");
    }
    return whole.isPresent();
  }

  private Optional<Accepted> whole(Aggregation asked, List<Aggregate> functions, long rows) {
    boolean grouped = asked.groupByExpressions().length > 0;
    if (grouped && rows > vectors.mostGroupedRows()) {
      return Optional.empty();
    }
    try {
      List<GroupKey> groups = groups(asked);
      boolean together = groups.stream().allMatch(GroupKey::isFoundTogether);
      return together && tasks.of(groups, functions) == 1
          ? Optional.of(new Accepted(groups, functions))
          : Optional.empty();
    } catch (LeftToSpark reason) {
      // push logs it if Spark asks for partial results, which have the same groups
      return Optional.empty();
    }
  }

  private List<GroupKey> groups(Aggregation asked) throws LeftToSpark {
    return new GroupTranslator(known, sources, () -> tasks.of(List.of(), List.of())).keys(asked);
  }

  /**
   * Accepts an aggregation, or leaves it to Spark and logs the reason.
   *
   * @param rows of all arrays
   */
  boolean push(Aggregation asked, long rows) {
    try {
      pushed = whole.isPresent() ? whole : Optional.of(parts(asked, rows));
      return true;
    } catch (LeftToSpark reason) {
      PushdownLog.aggregate(asked, reason.getMessage());
      return false;
    }
  }

  private Accepted parts(Aggregation asked, long rows) throws LeftToSpark {
    return new Accepted(groups(asked), translator.aggregates(asked, averages, rows));
  }

  boolean isPushed() {
    return pushed.isPresent();
  }

  boolean isWhole() {
    return whole.isPresent();
  }

  boolean mustBeWhole() {
    return mustBeWhole;
  }

  List<GroupKey> groups() {
    return pushed.orElseThrow().groups();
  }

  List<Aggregate> aggregates() {
    return pushed.orElseThrow().aggregates();
  }
}
