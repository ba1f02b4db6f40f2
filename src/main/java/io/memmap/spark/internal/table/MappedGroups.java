package io.memmap.spark.internal.table;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.group.GroupedReduction;
import io.memmap.spark.internal.kernel.group.Groups;
import io.memmap.spark.internal.kernel.group.IndexKey;
import io.memmap.spark.internal.kernel.group.SlotKey;
import io.memmap.spark.internal.read.rows.IndexBlocks;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.KeyRange;
import io.memmap.spark.internal.read.task.Grouping;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Connects what a scan groups by with the kernels of groups. */
record MappedGroups(Groups groups, List<Aggregate.OfNumbers> aggregates) implements Grouping {

  static Grouping of(List<GroupKey> keys, List<Aggregate.OfNumbers> aggregates) {
    return new MappedGroups(
        new Groups(
            keys.stream().map(MappedGroups::key).toList(),
            aggregates.stream().map(MappedGroups::reduction).toList()),
        aggregates);
  }

  private static SlotKey key(GroupKey key) {
    if (key instanceof GroupKey.OfNumber number) {
      return SlotKey.ofNumbers(number.dtype(), number.field().dataType());
    }
    GroupKey.OfIndex index = (GroupKey.OfIndex) key;
    IndexBlocks blocks = index.blocks();
    KeyRange range = index.range();
    return new IndexKey(
        new IndexKey.Blocks(blocks.divisor(), blocks.modulus(), blocks.negated()),
        range.first(),
        range.ascending(),
        range.values(),
        index.slots());
  }

  private static GroupedReduction reduction(Aggregate.OfNumbers aggregate) {
    ScalarDType dtype = MappedNumbers.dtype(aggregate.numbers());
    DataType type = aggregate.numbers().type();
    return switch (aggregate.function()) {
      case SUM, AVG -> GroupedReduction.sum(dtype);
      case MIN -> GroupedReduction.least(dtype, type);
      case MAX -> GroupedReduction.greatest(dtype, type);
      case VAR_POP -> GroupedReduction.variance(dtype, false, false);
      case VAR_SAMP -> GroupedReduction.variance(dtype, true, false);
      case STDDEV_POP -> GroupedReduction.variance(dtype, false, true);
      case STDDEV_SAMP -> GroupedReduction.variance(dtype, true, true);
    };
  }

  @Override
  public boolean hasRows() {
    return groups.hasRows();
  }

  @Override
  public int add(List<ColumnVector> keys, List<ColumnVector> values, int row, int count) {
    return groups.add(strided(keys), strided(values), row, count);
  }

  private static StridedVector[] strided(List<ColumnVector> vectors) {
    return vectors.stream().map(StridedVector.class::cast).toArray(StridedVector[]::new);
  }

  @Override
  public boolean next() {
    return groups.next();
  }

  @Override
  public Object key(int i) {
    return groups.key(i);
  }

  @Override
  public Long count() {
    return groups.count();
  }

  /**
   * An average is divided as Spark divides it; its sum has no parts, since it does not overflow.
   */
  @Override
  public Object result(int i) {
    Object result = groups.result(i);
    return aggregates.get(i).function() == Aggregate.Function.AVG
        ? (Object) (((Number) result).doubleValue() / groups.count())
        : result;
  }
}
