package io.memmap.spark.internal.read.filter;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.SortedDouble;
import io.memmap.array.TimeDType;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.spark.sql.types.DataType;

/**
 * The keys of a stored column's values, and how they compare with literals. The key of an integer,
 * a byte of bool or a tick is that number; of uint64, the number less 2<sup>63</sup>; of a
 * floating-point number, its {@link SortedDouble}.
 *
 * @param least key of a value that is not null
 * @param greatest key of a value
 * @param nullable whether {@link TimeDType#NAT} is the key of null
 * @param type that literals have
 * @param order of keys and literals of that type
 */
record ColumnKeys(long least, long greatest, boolean nullable, DataType type, KeyOrder order) {

  /** The sign of a comparison of values with literals, which never decreases from key to key. */
  interface KeyOrder {
    int compare(long key, Object literal);

    /** The order of the same values cast to another type; empty unless each cast succeeds. */
    default Optional<KeyOrder> castTo(DataType type) {
      return Optional.empty();
    }
  }

  /** The keys of a column of single numbers, booleans or times; empty for other columns. */
  static Optional<ColumnKeys> of(ScanColumn.Stored column) {
    DataType type = column.field().dataType();
    if (column.storedDType() instanceof ScalarDType scalar) {
      return KeyOrders.of(scalar.kind(), type).map(order -> ofNumbers(scalar.kind(), type, order));
    }
    return column.storedDType() instanceof TimeDType time
        ? KeyOrders.of(time, type).map(order -> ofTimes(type, order))
        : Optional.empty();
  }

  private static ColumnKeys ofTimes(DataType type, KeyOrder order) {
    return new ColumnKeys(TimeDType.NAT + 1, Long.MAX_VALUE, true, type, order);
  }

  private static ColumnKeys ofNumbers(ScalarKind kind, DataType type, KeyOrder order) {
    int bits = Byte.SIZE * kind.itemsize();
    long most = -1L >>> (Long.SIZE - bits + 1); // of a signed integer
    return switch (kind.code()) {
      case 'f' -> new ColumnKeys(SortedDouble.LEAST, SortedDouble.NAN, false, type, order);
      case 'i' -> new ColumnKeys(-most - 1, most, false, type, order);
      default ->
          kind == ScalarKind.UINT64
              ? new ColumnKeys(Long.MIN_VALUE, Long.MAX_VALUE, false, type, order)
              : new ColumnKeys(0, 2 * most + 1, false, type, order);
    };
  }

  /** The keys of the same values cast to another type; empty unless each cast succeeds. */
  Optional<ColumnKeys> castTo(DataType other) {
    return order.castTo(other).map(cast -> new ColumnKeys(least, greatest, nullable, other, cast));
  }

  /** The keys of all values. */
  KeyRanges values() {
    return KeyRanges.of(least, greatest);
  }

  /** The key of null, if there is one. */
  KeyRanges nulls() {
    return nullable ? KeyRanges.of(TimeDType.NAT, TimeDType.NAT) : KeyRanges.NONE;
  }

  KeyRanges below(Object literal) {
    return first(key -> order.compare(key, literal) < 0);
  }

  KeyRanges upTo(Object literal) {
    return first(key -> order.compare(key, literal) <= 0);
  }

  KeyRanges equalTo(Object literal) {
    return below(literal).complementIn(upTo(literal));
  }

  /** The keys that pass a test, which no key passes after the first one that does not. */
  private KeyRanges first(LongPredicate test) {
    if (!test.test(least)) {
      return KeyRanges.NONE;
    } else if (test.test(greatest)) {
      return values();
    }
    long passing = least;
    long failing = greatest;
    while (passing + 1 < failing) {
      long middle = (passing & failing) + ((passing ^ failing) >> 1); // without overflow
      if (test.test(middle)) {
        passing = middle;
      } else {
        failing = middle;
      }
    }
    return KeyRanges.of(least, passing);
  }
}
