package io.memmap.spark.internal.read.source;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.unsafe.types.UTF8String;

/** Literals that a column is asked to be one of, sorted once for all arrays. */
final class KnownValues {
  /** What an index may be, in order; null if one of the values is no whole number. */
  private final long[] numbers;

  private final Set<Object> values;
  private final boolean texts;

  private KnownValues(long[] numbers, Set<Object> values, boolean texts) {
    this.numbers = numbers;
    this.values = values;
    this.texts = texts;
  }

  /** Nothing if a value is null, or of a type that no index and no constant is compared with. */
  static Optional<KnownValues> of(List<Literal<?>> literals) {
    Set<Object> values =
        literals.stream().map(KnownValues::value).collect(Collectors.toCollection(HashSet::new));
    if (values.stream().allMatch(Long.class::isInstance)) {
      long[] numbers = values.stream().mapToLong(Long.class::cast).sorted().toArray();
      return Optional.of(new KnownValues(numbers, values, false));
    }
    return values.stream().allMatch(UTF8String.class::isInstance)
        ? Optional.of(new KnownValues(null, values, true))
        : Optional.empty();
  }

  private static Object value(Literal<?> literal) {
    OptionalLong number = wholeNumber(literal.value());
    return number.isPresent() ? (Object) number.getAsLong() : literal.value();
  }

  /** Whether an index can be one of them, which needs whole numbers. */
  boolean areNumbers() {
    return numbers != null;
  }

  /** Whether a constant is among them; nothing if it can't be compared with them. */
  Optional<Boolean> contain(Object constant) {
    if (constant instanceof String text) {
      return texts ? Optional.of(values.contains(UTF8String.fromString(text))) : Optional.empty();
    }
    OptionalLong number = wholeNumber(constant);
    return numbers != null && number.isPresent()
        ? Optional.of(values.contains(number.getAsLong()))
        : Optional.empty();
  }

  /** Those from {@code least} to {@code greatest}, both included, in order. */
  long[] between(long least, long greatest) {
    return Arrays.copyOfRange(numbers, countBelow(least), countUpTo(greatest));
  }

  private int countBelow(long value) {
    int found = Arrays.binarySearch(numbers, value);
    return found < 0 ? -found - 1 : found;
  }

  private int countUpTo(long value) {
    int found = Arrays.binarySearch(numbers, value);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** A value of one of Spark's integer types, dates included. */
  static OptionalLong wholeNumber(Object value) {
    boolean whole =
        value instanceof Long
            || value instanceof Integer
            || value instanceof Short
            || value instanceof Byte;
    return whole ? OptionalLong.of(((Number) value).longValue()) : OptionalLong.empty();
  }
}
