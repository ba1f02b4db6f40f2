package io.memmap.spark.internal.read.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The literals of an {@code IN}: all of them whole numbers, or all of them texts. They are sorted
 * once for all arrays.
 */
sealed interface KnownValues permits KnownValues.Numbers, KnownValues.Texts {

  /** Empty if a literal is null or has another type, or if numbers and texts are mixed. */
  static Optional<KnownValues> of(List<Literal<?>> literals) {
    List<Object> values = literals.stream().<Object>map(Literal::value).toList();
    if (values.stream().allMatch(value -> wholeNumber(value).isPresent())) {
      return Optional.of(Numbers.of(values));
    }
    return values.stream().allMatch(UTF8String.class::isInstance)
        ? Optional.of(Texts.of(values))
        : Optional.empty();
  }

  /** Whether a constant is among them; empty if it has another type. */
  Optional<Boolean> contain(Object constant);

  /** A value of one of Spark's integer types, dates included. */
  static OptionalLong wholeNumber(Object value) {
    boolean whole =
        value instanceof Long
            || value instanceof Integer
            || value instanceof Short
            || value instanceof Byte;
    return whole ? OptionalLong.of(((Number) value).longValue()) : OptionalLong.empty();
  }

  /** Whole numbers, among which indices and constants are looked up. */
  final class Numbers implements KnownValues {
    private final long[] sorted; // each once

    private Numbers(long[] sorted) {
      this.sorted = sorted;
    }

    private static Numbers of(List<Object> values) {
      return new Numbers(
          values.stream()
              .mapToLong(value -> wholeNumber(value).getAsLong())
              .sorted()
              .distinct()
              .toArray());
    }

    @Override
    public Optional<Boolean> contain(Object constant) {
      OptionalLong number = wholeNumber(constant);
      return number.isPresent()
          ? Optional.of(Arrays.binarySearch(sorted, number.getAsLong()) >= 0)
          : Optional.empty();
    }

    /** Those from {@code least} to {@code greatest}, both included, in order. */
    long[] between(long least, long greatest) {
      return Arrays.copyOfRange(sorted, countBelow(least), countUpTo(greatest));
    }

    private int countBelow(long value) {
      int found = Arrays.binarySearch(sorted, value);
      return found < 0 ? -found - 1 : found;
    }

    private int countUpTo(long value) {
      int found = Arrays.binarySearch(sorted, value);
      return found < 0 ? -found - 1 : found + 1;
    }
  }

  /** Texts, among which constants are looked up. */
  record Texts(Set<UTF8String> values) implements KnownValues {
    private static Texts of(List<Object> values) {
      return new Texts(values.stream().map(UTF8String.class::cast).collect(Collectors.toSet()));
    }

    @Override
    public Optional<Boolean> contain(Object constant) {
      return constant instanceof String text
          ? Optional.of(values.contains(UTF8String.fromString(text)))
          : Optional.empty();
    }
  }
}
