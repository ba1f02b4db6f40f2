package io.memmap.spark.internal.write.encode;

import io.memmap.array.StructuredDType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds columns by the names of a dtype's fields: by the exact name, else by the name in any case.
 * Tables and dtypes may have ten thousand of them, hence the maps.
 */
public final class NamedFields {
  /** Several columns have this name in different case. */
  private static final OptionalInt AMBIGUOUS = OptionalInt.empty();

  private final Map<String, OptionalInt> exact = new HashMap<>();
  private final Map<String, OptionalInt> folded = new HashMap<>();

  /** The columns in their order. */
  public NamedFields(List<String> names) {
    int place = 0;
    for (String name : names) {
      exact.putIfAbsent(name, OptionalInt.of(place));
      folded.merge(folded(name), OptionalInt.of(place), (one, other) -> AMBIGUOUS);
      place++;
    }
  }

  /** The same text for names that {@link String#equalsIgnoreCase} takes for equal. */
  private static String folded(String name) {
    return name.codePoints()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The place of the column; empty if no column has this name, or several in different case. */
  public OptionalInt find(String name) {
    OptionalInt found = exact.get(name);
    return found != null ? found : folded.getOrDefault(folded(name), OptionalInt.empty());
  }

  /**
   * The place of a column by {@link #find}.
   *
   * @throws java.util.NoSuchElementException if {@code find} finds none
   */
  public int placeOf(String name) {
    return find(name).orElseThrow();
  }

  /** Whether each field of the dtype has a column of its name, and there are no other columns. */
  public static boolean match(StructuredDType dtype, List<String> names) {
    NamedFields fields = new NamedFields(names);
    int[] found =
        dtype.fields().stream()
            .map(field -> fields.find(field.name()))
            .flatMapToInt(OptionalInt::stream)
            .distinct()
            .toArray();
    return found.length == dtype.fields().size() && found.length == names.size();
  }
}
