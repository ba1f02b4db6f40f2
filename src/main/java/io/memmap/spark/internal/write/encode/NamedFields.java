package io.memmap.spark.internal.write.encode;

import io.memmap.array.StructuredDType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds columns by the names of a dtype's fields: as they are, else without regard to case. There
 * may be ten thousand of both.
 */
public final class NamedFields {
  private static final int NONE = -1;

  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  /** The columns in their order. */
  public NamedFields(List<String> names) {
    int place = 0;
    for (String name : names) {
      exact.putIfAbsent(name, place);
      folded.merge(folded(name), place, (one, other) -> NONE);
      place++;
    }
  }

  /** The same for names that {@link String#equalsIgnoreCase} takes for equal. */
  private static String folded(String name) {
    return name.codePoints()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Where the name is.
   *
   * @return -1 if it is not there, or only in several spellings
   */
  public int find(String name) {
    Integer found = exact.get(name);
    return found != null ? found : folded.getOrDefault(folded(name), NONE);
  }

  /** Whether there is one name for each field of the dtype, and none besides. */
  public static boolean match(StructuredDType dtype, List<String> names) {
    NamedFields fields = new NamedFields(names);
    int[] found = dtype.fields().stream().mapToInt(field -> fields.find(field.name())).toArray();
    return names.size() == found.length
        && Arrays.stream(found).distinct().count() == found.length
        && Arrays.stream(found).allMatch(place -> place >= 0);
  }
}
