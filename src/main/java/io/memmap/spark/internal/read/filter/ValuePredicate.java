package io.memmap.spark.internal.read.filter;

import io.memmap.spark.internal.read.source.ScanColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A predicate on stored values, without negations: it selects the rows for which Spark's predicate
 * is true, and not those for which that is false or null.
 */
public sealed interface ValuePredicate extends Serializable
    permits ValuePredicate.Within, ValuePredicate.AllOf, ValuePredicate.AnyOf {
  /** Selects all rows. */
  ValuePredicate ALL = new AllOf(List.of());

  /** Selects no row. */
  ValuePredicate NONE = new AnyOf(List.of());

  /** The value of a column has one of these keys. */
  record Within(ScanColumn.Stored column, KeyRanges keys) implements ValuePredicate {
    @Override
    public Stream<ScanColumn.Stored> columns() {
      return Stream.of(column);
    }
  }

  /** Each part selects the row. */
  record AllOf(List<ValuePredicate> parts) implements ValuePredicate {
    public AllOf {
      parts = List.copyOf(parts);
    }

    @Override
    public Stream<ScanColumn.Stored> columns() {
      return parts.stream().flatMap(ValuePredicate::columns);
    }
  }

  /** At least one part selects the row. */
  record AnyOf(List<ValuePredicate> parts) implements ValuePredicate {
    public AnyOf {
      parts = List.copyOf(parts);
    }

    @Override
    public Stream<ScanColumn.Stored> columns() {
      return parts.stream().flatMap(ValuePredicate::columns);
    }
  }

  /** The columns whose values it needs, perhaps several times. */
  Stream<ScanColumn.Stored> columns();

  /** The rows that each of these selects; tests of one column become one. */
  static ValuePredicate all(List<ValuePredicate> predicates) {
    List<ValuePredicate> others = new ArrayList<>();
    Map<ScanColumn.Stored, KeyRanges> tests = new LinkedHashMap<>();
    for (ValuePredicate some : flattened(predicates, true)) {
      if (some instanceof Within test) {
        tests.merge(test.column(), test.keys(), KeyRanges::intersect);
      } else {
        others.add(some);
      }
    }
    if (others.contains(NONE) || tests.values().stream().anyMatch(KeyRanges::isEmpty)) {
      return NONE;
    }
    List<ValuePredicate> parts = tests(tests);
    parts.addAll(others);
    return parts.size() == 1 ? parts.get(0) : new AllOf(parts);
  }

  /** The rows that at least one of these selects; tests of one column become one. */
  static ValuePredicate any(List<ValuePredicate> predicates) {
    List<ValuePredicate> others = new ArrayList<>();
    Map<ScanColumn.Stored, List<KeyRanges>> some = new LinkedHashMap<>();
    for (ValuePredicate part : flattened(predicates, false)) {
      if (part instanceof Within test) {
        some.computeIfAbsent(test.column(), key -> new ArrayList<>()).add(test.keys());
      } else {
        others.add(part);
      }
    }
    if (others.contains(ALL)) {
      return ALL;
    }
    Map<ScanColumn.Stored, KeyRanges> tests = new LinkedHashMap<>();
    some.forEach((column, sets) -> tests.put(column, KeyRanges.union(sets)));
    tests.values().removeIf(KeyRanges::isEmpty);
    List<ValuePredicate> parts = tests(tests);
    parts.addAll(others);
    return parts.size() == 1 ? parts.get(0) : new AnyOf(parts);
  }

  private static List<ValuePredicate> flattened(List<ValuePredicate> predicates, boolean all) {
    List<ValuePredicate> parts = new ArrayList<>();
    for (ValuePredicate some : predicates) {
      if (all && some instanceof AllOf more) {
        parts.addAll(more.parts());
      } else if (!all && some instanceof AnyOf more) {
        parts.addAll(more.parts());
      } else {
        parts.add(some);
      }
    }
    return parts;
  }

  private static List<ValuePredicate> tests(Map<ScanColumn.Stored, KeyRanges> keys) {
    List<ValuePredicate> tests = new ArrayList<>();
    keys.forEach((column, ranges) -> tests.add(new Within(column, ranges)));
    return tests;
  }
}
